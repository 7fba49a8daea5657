import type { Prediction } from '@seaworthy/inference'
import { digestOf } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../../fixtures/line.ts'
import { readUnits, type Units, writeUnits } from './units-file.ts'

const about = { dataset: digestOf('dataset'), model: digestOf('model'), scoring: digestOf('scoring') }
const units = (prediction: Prediction): Units => ({ ...about, prediction })
const single = units({ kind: 'binary', score: Float32Array.of(0.1, 0.9), decision: null })

describe('a file of results by unit', () => {
  it.each<readonly [string, Prediction]>([
    ['scores in single precision', { kind: 'binary', score: Float32Array.of(0.1, 0.9), decision: null }],
    ['scores in double precision', { kind: 'binary', score: Float64Array.of(0.1, Number.MIN_VALUE, -0), decision: null }],
    ['decisions', { kind: 'binary', score: null, decision: Uint8Array.of(1, 0, 1) }],
    ['probabilities of classes', { kind: 'multiclass', classes: ['a', 'b'], probability: Float32Array.of(0.5, 0.5), decision: null }],
    ['classes', { kind: 'multiclass', classes: null, probability: null, decision: ['b', 'a', 'b'] }],
    ['scores of labels', { kind: 'multilabel', labels: ['x', 'ÿ'], score: Float64Array.of(0, 1, 1, 0) }],
    ['numbers', { kind: 'regression', value: Float32Array.of(1, -2), quantiles: null }],
    ['quantiles', { kind: 'regression', value: Float64Array.of(1), quantiles: { levels: [0.1, 0.9], values: Float32Array.of(0, 2) } }],
    ['ranks', { kind: 'ranking', score: Float64Array.of(3, 4) }],
    ['groups', { kind: 'clustering', group: ['one', 'two', 'one'] }],
  ])('gives %s back as they were, bit by bit', (_title, prediction) => {
    const file = writeUnits(units(prediction))
    expect(readUnits(file, 'units.bin')).toEqual(units(prediction))
    expect(writeUnits(readUnits(file, 'units.bin'))).toEqual(file)
  })

  it('holds four bytes for a score in single precision, and one line of JSON', () => {
    const file = Buffer.from(writeUnits(single))
    expect(file.length - file.indexOf('\n') - 1).toBe(8)
  })

  const file = Buffer.from(writeUnits(single))
  const edited = (from: string, to: string) => Buffer.from(file.toString('latin1').replace(from, to), 'latin1')
  it.each([
    ['is empty', Buffer.alloc(0)],
    ['was cut off', file.subarray(0, -1)],
    ['has more at its end', Buffer.concat([file, Buffer.of(0)])],
    ['is something else', Buffer.from('PK\u0003\u0004\n')],
    ['names its numbers otherwise', edited('"name":"score"', '"name":"sdore"')],
    ['says another number of rows', edited('"rows":2', '"rows":3')],
    ['says more numbers than it holds', edited('"length":2', '"length":9')],
  ])('is refused where it %s', async (_title, bytes) => {
    expect(await codeOf((async () => readUnits(bytes, 'units.bin'))())).toBe('UNITS_INVALID')
  })
})
