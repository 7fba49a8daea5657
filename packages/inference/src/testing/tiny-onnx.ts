import { bytesField, concat, varintField } from '../protobuf.ts'

/** Models of a few hundred bytes, written field by field, so that tests need no Python. */
export interface TinyModel {
  readonly inputs: readonly TinyValue[]
  readonly outputs: readonly TinyValue[]
  readonly nodes: readonly TinyNode[]
  readonly metadata?: Readonly<Record<string, string>>
  readonly initializers?: readonly Uint8Array[]
}

export interface TinyValue {
  readonly name: string
  readonly type: keyof typeof elementTypes
  /** A number is fixed, a string the name of an open dimension. */
  readonly shape: readonly (number | string)[]
}

export interface TinyNode {
  readonly op: string
  readonly domain?: 'ai.onnx.ml'
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes?: Readonly<Record<string, TinyAttribute>>
  /** AttributeProto messages as they are, for what `attributes` cannot say. */
  readonly rawAttributes?: readonly Uint8Array[]
}

export type TinyAttribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly floats: readonly number[] }
  | { readonly ints: readonly number[] }
  | { readonly strings: readonly string[] }

const elementTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  maps: 0,
}

export function tinyOnnx({ inputs, outputs, nodes, metadata = {}, initializers = [] }: TinyModel): Uint8Array {
  const graph = concat([
    ...nodes.map((node) => bytesField(1, nodeMessage(node))),
    bytesField(2, 'tiny'),
    ...initializers.map((tensor) => bytesField(5, tensor)),
    ...inputs.map((value) => bytesField(11, valueMessage(value))),
    ...outputs.map((value) => bytesField(12, valueMessage(value))),
  ])
  const properties = Object.entries(metadata).map(([key, value]) => bytesField(14, concat([bytesField(1, key), bytesField(2, value)])))
  return concat([varintField(1, 8), bytesField(7, graph), bytesField(8, opset('', 17)), bytesField(8, opset('ai.onnx.ml', 3)), ...properties])
}

function opset(domain: string, version: number): Uint8Array {
  return concat([bytesField(1, domain), varintField(2, version)])
}

function nodeMessage({ op, domain, inputs, outputs, attributes = {}, rawAttributes = [] }: TinyNode): Uint8Array {
  return concat([
    ...inputs.map((name) => bytesField(1, name)),
    ...outputs.map((name) => bytesField(2, name)),
    bytesField(4, op),
    ...Object.entries(attributes).map(([name, value]) => bytesField(5, attributeMessage(name, value))),
    ...rawAttributes.map((attribute) => bytesField(5, attribute)),
    bytesField(7, domain ?? ''),
  ])
}

function attributeMessage(name: string, value: TinyAttribute): Uint8Array {
  const named = (type: number, ...parts: Uint8Array[]) => concat([bytesField(1, name), ...parts, varintField(20, type)])
  if ('float' in value) return named(1, float32Field(2, value.float))
  if ('int' in value) return named(2, varintField(3, value.int))
  if ('text' in value) return named(3, bytesField(4, value.text))
  if ('floats' in value) return named(6, ...value.floats.map((number) => float32Field(7, number)))
  if ('ints' in value) return named(7, ...value.ints.map((number) => varintField(8, number)))
  return named(8, ...value.strings.map((text) => bytesField(9, text)))
}

function float32Field(number: number, value: number): Uint8Array {
  return concat([Uint8Array.of(number * 8 + 5), new Uint8Array(Float32Array.of(value).buffer)])
}

function valueMessage({ name, type, shape }: TinyValue): Uint8Array {
  if (type === 'maps') return concat([bytesField(1, name), bytesField(2, sequenceOfMaps)])
  const dimensions = shape.map((size) => bytesField(1, typeof size === 'number' ? varintField(1, size) : bytesField(2, size)))
  const tensor = concat([varintField(1, elementTypes[type]), bytesField(2, concat(dimensions))])
  return concat([bytesField(1, name), bytesField(2, bytesField(1, tensor))])
}

/** sequence(map(int64, float)), the type of a ZipMap's output. */
const floatTensor = bytesField(1, varintField(1, elementTypes.float32))
const sequenceOfMaps = bytesField(4, bytesField(1, bytesField(5, concat([varintField(1, elementTypes.int64), bytesField(2, floatTensor)]))))
