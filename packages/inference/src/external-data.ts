import { type OnnxDocument, onnxFields } from './onnx-document.ts'
import { decodeInt64List, decodeText, decodeVarint, readFields, type WireField } from './protobuf.ts'

/** A tensor whose numbers stand in another file. */
export interface ExternalTensor {
  readonly name: string
  /** The file, as the model writes it. */
  readonly location: string
  /** Where in that file its numbers begin. */
  readonly offset: number
  /** How many bytes the model says that they take; null where it leaves that to the shape. */
  readonly length: number | null
  /** How many bytes its shape and type take; null for a type that we do not know. */
  readonly shaped: number | null
}

const attribute = onnxFields.attribute

/** Bits of one number, by the type's number in onnx.proto3. */
const bitsOfType: Readonly<Record<number, number>> = {
  ...{ 1: 32, 2: 8, 3: 8, 4: 16, 5: 16, 6: 32, 7: 64, 9: 8, 10: 16, 11: 64, 12: 32, 13: 64, 14: 64, 15: 128, 16: 16 },
  ...{ 17: 8, 18: 8, 19: 8, 20: 8, 21: 4, 22: 4, 23: 4, 24: 8, 25: 2, 26: 2 },
}

/** The tensors of a model, of its functions and of graphs inside of graphs, whose numbers stand in other files. */
export function externalTensors({ fields, graph }: Pick<OnnxDocument, 'fields' | 'graph'>): readonly ExternalTensor[] {
  const functions = fields.filter(({ number }) => number === onnxFields.model.functions).map(({ value }) => [...readFields(value)])
  const nodes = functions.flatMap((one) => one.filter(({ number }) => number === onnxFields.function.node))
  return [...tensorsOfGraph(graph), ...nodes.flatMap(({ value }) => tensorsOfNode(value))]
}

function tensorsOfGraph(graph: readonly WireField[]): readonly ExternalTensor[] {
  return graph.flatMap((field) => {
    if (field.number === onnxFields.graph.initializer) return externalTensor(field.value)
    if (field.number === onnxFields.graph.sparseInitializer) return tensorsOfSparse(field.value)
    return field.number === onnxFields.graph.node ? tensorsOfNode(field.value) : []
  })
}

// Its values and its indices.
function tensorsOfSparse(message: Uint8Array): readonly ExternalTensor[] {
  const { values, indices } = onnxFields.sparseTensor
  return [...readFields(message)].flatMap((field) =>
    field.kind === 'bytes' && (field.number === values || field.number === indices) ? externalTensor(field.value) : [],
  )
}

/** The files in which they stand, each once, as the model writes them. */
export function externalFiles(model: Pick<OnnxDocument, 'fields' | 'graph'>): readonly string[] {
  return [...new Set(externalTensors(model).map(({ location }) => location))]
}

function tensorsOfNode(node: Uint8Array): readonly ExternalTensor[] {
  const attributes = [...readFields(node)].filter((field) => field.number === onnxFields.node.attribute)
  return attributes.flatMap((field) => tensorsOfAttribute(field.value))
}

function tensorsOfAttribute(message: Uint8Array): readonly ExternalTensor[] {
  return [...readFields(message)].flatMap((field) => {
    if (field.kind !== 'bytes') return []
    if (field.number === attribute.tensor || field.number === attribute.tensors) return externalTensor(field.value)
    if (field.number === attribute.sparseTensor || field.number === attribute.sparseTensors) return tensorsOfSparse(field.value)
    if (field.number === attribute.graph || field.number === attribute.graphs) return tensorsOfGraph([...readFields(field.value)])
    return []
  })
}

function externalTensor(tensor: Uint8Array): readonly ExternalTensor[] {
  const fields = [...readFields(tensor)]
  const number = (wanted: number) => {
    const field = fields.findLast((one) => one.number === wanted && one.kind === 'varint')
    return field ? Number(decodeVarint(field.value)) : 0
  }
  if (number(onnxFields.tensor.dataLocation) !== 1) return []
  const named = new Map(
    fields.flatMap((field) => (field.number === onnxFields.tensor.externalData && field.kind === 'bytes' ? [entryOf(field.value)] : [])),
  )
  const name = fields.find((field) => field.number === onnxFields.tensor.name && field.kind === 'bytes')
  const elements = fields.filter((field) => field.number === onnxFields.tensor.dims).flatMap(decodeInt64List)
  const bits = bitsOfType[number(onnxFields.tensor.dataType)]
  return [
    {
      name: name ? decodeText(name.value) : '',
      location: named.get('location') ?? '',
      offset: Number(named.get('offset') ?? 0),
      length: named.has('length') ? Number(named.get('length')) : null,
      shaped: bits === undefined ? null : Math.ceil((elements.reduce((product, size) => product * Number(size), 1) * bits) / 8),
    },
  ]
}

function entryOf(entry: Uint8Array): readonly [string, string] {
  const { key, value } = onnxFields.entry
  const texts = new Map([...readFields(entry)].map((field) => [field.number, field.kind === 'bytes' ? decodeText(field.value) : '']))
  return [texts.get(key) ?? '', texts.get(value) ?? '']
}
