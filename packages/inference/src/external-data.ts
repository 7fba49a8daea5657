import { onnxFields } from './onnx-document.ts'
import { decodeVarint, readFields, type WireField } from './protobuf.ts'

const attribute = onnxFields.attribute

/**
 * Whether some tensor of the graph, or of a graph inside it, keeps its numbers in another file. Such a file would be
 * read by name at load, outside of the digest under which the model is judged and published.
 */
export function hasExternalData(graph: readonly WireField[]): boolean {
  return graph.some((field) => {
    if (field.number === onnxFields.graph.initializer) return isExternal(field.value)
    return field.number === onnxFields.graph.node && nodeHasExternalData(field.value)
  })
}

function nodeHasExternalData(node: Uint8Array): boolean {
  for (const field of readFields(node)) {
    if (field.number === onnxFields.node.attribute && attributeHasExternalData(field.value)) return true
  }
  return false
}

function attributeHasExternalData(message: Uint8Array): boolean {
  for (const field of readFields(message)) {
    if (field.kind !== 'bytes') continue
    if ((field.number === attribute.tensor || field.number === attribute.tensors) && isExternal(field.value)) return true
    if ((field.number === attribute.graph || field.number === attribute.graphs) && hasExternalData([...readFields(field.value)])) return true
  }
  return false
}

function isExternal(tensor: Uint8Array): boolean {
  for (const field of readFields(tensor)) {
    if (field.number === onnxFields.tensor.dataLocation && field.kind === 'varint' && decodeVarint(field.value) === 1n) return true
  }
  return false
}
