import { decodeInt64, decodeInt64List, decodeText, readFields, type WireField } from './protobuf.ts'

/** Field numbers of onnx.proto3 (github.com/onnx/onnx, onnx/onnx.proto3): the few that we read or write. */
export const onnxFields = {
  model: { irVersion: 1, graph: 7, opsetImport: 8, metadata: 14, functions: 25 },
  function: { node: 7 },
  graph: { node: 1, initializer: 5, input: 11, output: 12, sparseInitializer: 15 },
  node: { input: 1, output: 2, opType: 4, attribute: 5, domain: 7 },
  attribute: {
    name: 1,
    float: 2,
    int: 3,
    text: 4,
    tensor: 5,
    graph: 6,
    floats: 7,
    ints: 8,
    strings: 9,
    tensors: 10,
    graphs: 11,
    type: 20,
    sparseTensor: 22,
    sparseTensors: 23,
  },
  tensor: { dims: 1, dataType: 2, name: 8, raw: 9, externalData: 13, dataLocation: 14 },
  sparseTensor: { values: 1, indices: 2 },
  valueInfo: { name: 1, type: 2 },
  operatorSet: { domain: 1, version: 2 },
  entry: { key: 1, value: 2 },
} as const

export interface OnnxNode {
  readonly opType: string
  /** Empty for the standard operators. */
  readonly domain: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: readonly Uint8Array[]
  readonly field: WireField
}

/** A model file taken apart as far as needed; whatever is not looked at stays the bytes that it was. */
export interface OnnxDocument {
  readonly fields: readonly WireField[]
  readonly graph: readonly WireField[]
  readonly nodes: readonly OnnxNode[]
  readonly metadata: ReadonlyMap<string, string>
  /** Versions of the operator sets that it is written in, by domain; the standard one is `ai.onnx`. */
  readonly opsets: ReadonlyMap<string, number>
}

/** Null where the message holds no graph or no operator set, so is none of ONNX. Throws `WireError` on broken bytes. */
export function readOnnx(bytes: Uint8Array): OnnxDocument | null {
  const numbers = onnxFields.model
  const fields = [...readFields(bytes)]
  const graphField = fields.find((field) => field.number === numbers.graph && field.kind === 'bytes')
  if (graphField === undefined || !fields.some((field) => field.number === numbers.opsetImport)) return null
  const graph = [...readFields(graphField.value)]
  const nodes = graph.filter((field) => field.number === onnxFields.graph.node).map(readNode)
  return { fields, graph, nodes, metadata: readMetadata(fields), opsets: readOpsets(fields) }
}

function readOpsets(fields: readonly WireField[]): ReadonlyMap<string, number> {
  const { domain, version } = onnxFields.operatorSet
  const sets = fields.filter((field) => field.number === onnxFields.model.opsetImport).map((field) => [...readFields(field.value)])
  return new Map(
    sets.map((set) => {
      const number = set.find((field) => field.number === version && field.kind === 'varint')
      return [texts(set, domain)[0] || 'ai.onnx', number ? Number(decodeInt64(number.value)) : 0] as const
    }),
  )
}

export function readNode(field: WireField): OnnxNode {
  const numbers = onnxFields.node
  const fields = [...readFields(field.value)]
  return {
    opType: texts(fields, numbers.opType)[0] ?? '',
    domain: texts(fields, numbers.domain)[0] ?? '',
    inputs: texts(fields, numbers.input),
    outputs: texts(fields, numbers.output),
    attributes: fields.filter((part) => part.number === numbers.attribute).map((part) => part.value),
    field,
  }
}

function readMetadata(fields: readonly WireField[]): ReadonlyMap<string, string> {
  const entries = fields.filter((field) => field.number === onnxFields.model.metadata).map((field) => [...readFields(field.value)])
  return new Map(entries.map((entry) => [texts(entry, onnxFields.entry.key)[0] ?? '', texts(entry, onnxFields.entry.value)[0] ?? '']))
}

function texts(fields: readonly WireField[], number: number): string[] {
  return fields.filter((field) => field.number === number && field.kind === 'bytes').map((field) => decodeText(field.value))
}

/** The name of an attribute, of a value or of whatever message keeps its name in field 1. */
export function nameOf(message: Uint8Array): string {
  for (const field of readFields(message)) {
    if (field.number === onnxFields.attribute.name && field.kind === 'bytes') return decodeText(field.value)
  }
  return ''
}

/** The list that an attribute of integers or of strings holds, each written as text. */
export function attributeList(attribute: Uint8Array): string[] {
  const values: string[] = []
  for (const field of readFields(attribute)) {
    if (field.number === onnxFields.attribute.ints) values.push(...decodeInt64List(field).map(String))
    if (field.number === onnxFields.attribute.strings) values.push(decodeText(field.value))
  }
  return values
}
