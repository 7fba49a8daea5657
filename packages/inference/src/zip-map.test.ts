import { describe, expect, it } from 'vitest'
import { nameOf, type OnnxDocument, onnxFields, readOnnx } from './onnx-document.ts'
import { tinyClassifier } from './testing/tiny-classifiers.ts'
import { removeZipMap } from './zip-map.ts'

function documentOf(bytes: Uint8Array): OnnxDocument {
  const document = readOnnx(bytes)
  if (document === null) throw new Error('no ONNX')
  return document
}

describe('removeZipMap', () => {
  it('leaves a model without ZipMap alone', () => {
    expect(removeZipMap(documentOf(tinyClassifier({ classes: [0, 1], zipMap: false })))).toBe(null)
  })

  it.each([{ classes: [0, 1] }, { classes: ['late', 'on time'] }])('puts the probabilities where the maps were, for %o', ({ classes }) => {
    const before = documentOf(tinyClassifier({ classes, zipMap: true } as Parameters<typeof tinyClassifier>[0]))
    const removed = removeZipMap(before)
    const after = documentOf(removed?.bytes ?? new Uint8Array())
    expect(removed?.outputs).toEqual(['probabilities'])
    expect(after.nodes.map((node) => node.opType)).toEqual(['LinearClassifier'])
    expect(outputs(after)).toEqual(['label', 'probabilities'])
    expect(after.nodes[0]?.field.raw).toEqual(before.nodes[0]?.field.raw)
  })
})

function outputs(document: OnnxDocument): string[] {
  return document.graph.filter((field) => field.number === onnxFields.graph.output).map((field) => nameOf(field.value))
}
