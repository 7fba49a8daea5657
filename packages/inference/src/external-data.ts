import { onnxFields } from './onnx-document.ts'
import { decodeText, decodeVarint, readFields, type WireField } from './protobuf.ts'

const attribute = onnxFields.attribute

/**
 * The files in which tensors of the graph, or of a graph inside it, keep their numbers, each once, as the model writes them. Such a
 * file would be read by name at load, outside of the digest under which the model is judged and published.
 */
export function externalFiles(graph: readonly WireField[]): readonly string[] {
  const files = graph.flatMap((field) => {
    if (field.number === onnxFields.graph.initializer) return externalFile(field.value)
    return field.number === onnxFields.graph.node ? filesOfNode(field.value) : []
  })
  return [...new Set(files)]
}

function filesOfNode(node: Uint8Array): readonly string[] {
  const attributes = [...readFields(node)].filter((field) => field.number === onnxFields.node.attribute)
  return attributes.flatMap((field) => filesOfAttribute(field.value))
}

function filesOfAttribute(message: Uint8Array): readonly string[] {
  return [...readFields(message)].flatMap((field) => {
    if (field.kind !== 'bytes') return []
    if (field.number === attribute.tensor || field.number === attribute.tensors) return externalFile(field.value)
    if (field.number === attribute.graph || field.number === attribute.graphs) return externalFiles([...readFields(field.value)])
    return []
  })
}

function externalFile(tensor: Uint8Array): readonly string[] {
  let isExternal = false
  let location = ''
  for (const field of readFields(tensor)) {
    if (field.number === onnxFields.tensor.dataLocation && field.kind === 'varint') isExternal = decodeVarint(field.value) === 1n
    if (field.number === onnxFields.tensor.externalData && field.kind === 'bytes') location = locationIn(field.value) ?? location
  }
  return isExternal ? [location] : []
}

function locationIn(entry: Uint8Array): string | null {
  const { key, value } = onnxFields.entry
  const texts = new Map([...readFields(entry)].map((field) => [field.number, field.kind === 'bytes' ? decodeText(field.value) : '']))
  return texts.get(key) === 'location' ? (texts.get(value) ?? '') : null
}
