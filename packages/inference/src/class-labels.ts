import { attributeList, nameOf, type OnnxNode } from './onnx-document.ts'

/** How the classifiers of ai.onnx.ml call their classes: ZipMap and trees say `int64s`, linear models and SVMs `ints`. */
const labelAttributes = new Set(['classlabels_int64s', 'classlabels_ints', 'classlabels_strings'])

/**
 * The classes in the order of the probability columns, as text. The ZipMap's list wins, as it is the last word of the
 * graph; else the one list that all classifying nodes share. Null where there is none, or where two disagree.
 */
export function classLabels(nodes: readonly OnnxNode[]): readonly string[] | null {
  const zipMaps = nodes.filter((node) => node.opType === 'ZipMap')
  const lists = (zipMaps.length > 0 ? zipMaps : nodes).map(labelsOfNode).filter((labels) => labels.length > 0)
  const [first, ...others] = lists
  if (first === undefined || others.some((labels) => labels.join('\0') !== first.join('\0'))) return null
  return first
}

function labelsOfNode(node: OnnxNode): readonly string[] {
  return node.attributes.filter((attribute) => labelAttributes.has(nameOf(attribute))).flatMap(attributeList)
}
