import { classLabels } from './class-labels.ts'
import { nameOf, type OnnxDocument, type OnnxNode, onnxFields } from './onnx-document.ts'
import { bytesField, concat, varintField } from './protobuf.ts'

export interface WithoutZipMap {
  readonly bytes: Uint8Array
  /** The tensors of probabilities that stand in for the maps, as names of graph outputs. */
  readonly outputs: readonly string[]
}

/**
 * The model without its ZipMap nodes. ZipMap (ai.onnx.ml) turns a tensor of probabilities into a sequence of maps from
 * class to probability, which ONNX Runtime cannot hand to JavaScript (microsoft/onnxruntime#8007); its input becomes the
 * graph's output instead. All other bytes stay as they are. Null where the model has no such node.
 */
export function removeZipMap(document: OnnxDocument): WithoutZipMap | null {
  const zipMaps = document.nodes.filter((node) => node.opType === 'ZipMap')
  if (zipMaps.length === 0) return null
  const graph = bytesField(onnxFields.model.graph, rewriteGraph(document, zipMaps))
  const bytes = concat(document.fields.map((field) => (field.number === onnxFields.model.graph ? graph : field.raw)))
  return { bytes, outputs: zipMaps.flatMap((node) => node.inputs.slice(0, 1)) }
}

function rewriteGraph({ graph }: OnnxDocument, zipMaps: readonly OnnxNode[]): Uint8Array {
  const dropped = new Set(zipMaps.map((node) => node.field))
  const producers = new Map(zipMaps.flatMap((node) => node.outputs.map((output) => [output, node] as const)))
  const outputs = new Set(graph.filter((field) => field.number === onnxFields.graph.output).map((field) => nameOf(field.value)))
  const parts: Uint8Array[] = []
  for (const field of graph) {
    const zipMap = field.number === onnxFields.graph.output ? producers.get(nameOf(field.value)) : undefined
    if (dropped.has(field)) continue
    parts.push(zipMap === undefined ? field.raw : tensorOutput(zipMap, outputs))
  }
  return concat(parts)
}

/** A graph output for the node's input, or nothing where that tensor is an output already. */
function tensorOutput(zipMap: OnnxNode, outputs: Set<string>): Uint8Array {
  const name = zipMap.inputs[0] ?? ''
  if (outputs.has(name)) return new Uint8Array()
  outputs.add(name)
  return bytesField(onnxFields.graph.output, floatMatrixInfo(name, classLabels([zipMap])?.length ?? null))
}

/** ValueInfoProto of a float tensor of any number of rows. */
function floatMatrixInfo(name: string, columns: number | null): Uint8Array {
  const anyRows = bytesField(1, new Uint8Array())
  const columnCount = bytesField(1, columns === null ? new Uint8Array() : varintField(1, columns))
  const tensorType = concat([varintField(1, 1), bytesField(2, concat([anyRows, columnCount]))])
  return concat([bytesField(onnxFields.valueInfo.name, name), bytesField(onnxFields.valueInfo.type, bytesField(1, tensorType))])
}
