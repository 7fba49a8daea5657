import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { metric } from '@seaworthy/metrics'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from './fixtures/engines.ts'
import { codeOf, lineOver } from './fixtures/line.ts'
import type { TinyRepository } from './fixtures/tiny-repository.ts'
import { pairedPredictions } from './predictions.ts'

const engines = realEngines()
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'predictions-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await engines[Symbol.asyncDispose]()
})

let pairs = 0
async function paired(candidate: string, baseline: string, options: { readonly positive?: string; readonly cluster?: string } = {}) {
  // A session takes files for immutable, so each pair has names of its own.
  const files = { candidate: path.join(folder, `candidate-${++pairs}.csv`), baseline: path.join(folder, `baseline-${pairs}.csv`) }
  await writeFile(files.candidate, candidate)
  await writeFile(files.baseline, baseline)
  const line = lineOver({ root: folder, tree: null } as unknown as TinyRepository, { sha: 'a'.repeat(40), engines })
  return await pairedPredictions(line, { ...files, positive: options.positive ?? null, cluster: options.cluster ?? null })
}
const plain = 'id,label,score\n1,1,0.9\n2,0,0.2\n3,1,0.6\n'

describe('pairedPredictions', () => {
  it('joins by id, whatever the order of the rows', async () => {
    const { scored } = await paired(plain, 'id,y_true,y_score\n3,1,0.5\n1,1,0.8\n2,0,0.3\n')
    const truth = { kind: 'binary', label: Uint8Array.of(1, 0, 1), prediction: null, weight: null }
    expect(scored).toEqual({
      candidate: { ...truth, score: Float64Array.of(0.9, 0.2, 0.6) },
      baseline: { ...truth, score: Float64Array.of(0.8, 0.3, 0.5) },
      cluster: null,
      slices: [],
    })
  })

  it('pairs row by row without ids, with a positive class and clusters by name', async () => {
    const { scored } = await paired(
      'day,target,probability\nmon,late,0.9\ntue,in time,0.2\nmon,late,0.6\n',
      'target,probability\nlate,0.8\nin time,0.3\nlate,0.5\n',
      { positive: 'late', cluster: 'day' },
    )
    expect([scored.baseline, scored.cluster]).toEqual([
      { kind: 'binary', label: Uint8Array.of(1, 0, 1), score: Float64Array.of(0.8, 0.3, 0.5), prediction: null, weight: null },
      Int32Array.of(0, 1, 0),
    ])
  })

  it.each<[string, string, string, string]>([
    ['another label for the same row', 'LABEL_INVALID', plain, plain.replace('2,0,', '2,1,')],
    ['a row without its partner', 'LABEL_INVALID', plain, plain.replace('3,1,', '4,1,')],
    ['fewer rows', 'LABEL_INVALID', plain, plain.slice(0, plain.lastIndexOf('3'))],
    ['an id that repeats', 'LABEL_INVALID', plain.replace('3,1', '1,1'), plain],
    ['an id that repeats in the baseline', 'LABEL_INVALID', plain, plain.replace('3,1', '1,1')],
    ['no score', 'COLUMN_UNDECLARED', plain.replace('score', 'guess'), plain],
    ['no label', 'COLUMN_UNDECLARED', plain.replace('label', 'truth'), plain],
    ['a label that is missing', 'LABEL_INVALID', plain.replace('2,0', '2,'), plain.replace('2,0', '2,')],
  ])('refuses %s', async (_what, code, candidate, baseline) => {
    expect(await codeOf(paired(candidate, baseline))).toBe(code)
  })

  it.each([
    ['among others', plain.replace('0.2', '')],
    ['everywhere', 'id,label,score\n1,1,\n2,0,\n3,1,\n'],
  ])('hands a score that is missing %s on as none, never as 0', async (_what, candidate) => {
    const rows = (await paired(candidate, plain)).scored.candidate
    expect(() => metric('roc_auc', 'binary').measure(rows)).toThrow(/score of row [01] is NaN/)
  })
})
