import { type OnnxDocument, onnxFields, readNode } from './onnx-document.ts'
import { decodeInt64List, decodeText, readFields, type WireField } from './protobuf.ts'

const { graph: graphFields, attribute: attributeFields } = onnxFields

/** What a graph is made of, the graphs inside of it included. */
export interface GraphContent {
  /**
   * Numbers in initializers and constant tensors, nodes of tree ensembles, and coefficients, intercepts and support vectors of the
   * linear models and machines of ai.onnx.ml.
   */
  readonly parameters: number
  /** How often each operator occurs: `Gemm`, `ai.onnx.ml.TreeEnsembleClassifier`. */
  readonly operators: ReadonlyMap<string, number>
}

/** The lists of ai.onnx.ml that were fitted. Of a tree ensemble only the nodes count, once each. */
const fittedLists = new Set(['coefficients', 'intercepts', 'support_vectors', 'rho', 'prob_a', 'prob_b', 'nodes_treeids', 'nodes_modes_as_tensor'])

export function graphContent({ graph }: OnnxDocument): GraphContent {
  const operators = new Map<string, number>()
  const parameters = numbersInGraph(graph, operators)
  return { parameters, operators }
}

function numbersInGraph(graph: readonly WireField[], operators: Map<string, number>): number {
  return graph.reduce((sum, field) => sum + numbersInField(field, operators), 0)
}

function numbersInField(field: WireField, operators: Map<string, number>): number {
  if (field.kind !== 'bytes') return 0
  if (field.number === graphFields.initializer) return elementsOf(field.value)
  if (field.number === graphFields.sparseInitializer) return sparseElements(field.value)
  if (field.number !== graphFields.node) return 0
  const { opType, domain, attributes } = readNode(field)
  const name = domain === '' || domain === 'ai.onnx' ? opType : `${domain}.${opType}`
  operators.set(name, (operators.get(name) ?? 0) + 1)
  const isFitted = domain === 'ai.onnx.ml'
  return attributes.reduce((sum, attribute) => sum + numbersInAttribute(attribute, { isFitted, operators }), 0)
}

interface Within {
  readonly isFitted: boolean
  readonly operators: Map<string, number>
}

function numbersInAttribute(message: Uint8Array, { isFitted, operators }: Within): number {
  const fields = [...readFields(message)]
  const nameField = fields.find((field) => field.number === attributeFields.name && field.kind === 'bytes')
  const isCounted = isFitted && nameField !== undefined && fittedLists.has(decodeText(nameField.value))
  return fields.reduce((sum, field) => {
    if (field.number === attributeFields.tensor || field.number === attributeFields.tensors) return sum + elementsOf(field.value)
    if (field.number === attributeFields.sparseTensor || field.number === attributeFields.sparseTensors) return sum + sparseElements(field.value)
    if (field.number === attributeFields.graph || field.number === attributeFields.graphs)
      return sum + numbersInGraph([...readFields(field.value)], operators)
    return isCounted ? sum + listLength(field) : sum
  }, 0)
}

/** Numbers of a list of an attribute: packed into one field, or one in each. */
function listLength(field: WireField): number {
  if (field.number === attributeFields.floats) return field.kind === 'bytes' ? field.value.length / 4 : 1
  return field.number === attributeFields.ints ? decodeInt64List(field).length : 0
}

function elementsOf(tensor: Uint8Array): number {
  const sizes = [...readFields(tensor)].filter((field) => field.number === onnxFields.tensor.dims).flatMap(decodeInt64List)
  return sizes.reduce((product, size) => product * Number(size), 1)
}

function sparseElements(message: Uint8Array): number {
  const values = [...readFields(message)].find((field) => field.number === onnxFields.sparseTensor.values && field.kind === 'bytes')
  return values ? elementsOf(values.value) : 0
}
