import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { parseContract } from '@seaworthy/contracts'
import type { Rows } from '@seaworthy/metrics'
import { digestOf } from '@seaworthy/record'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from './fixtures/engines.ts'
import { codeOf } from './fixtures/line.ts'
import { tinyModel } from './fixtures/tiny-plan.ts'
import { base, type TinyRepository, tinyRepository } from './fixtures/tiny-repository.ts'
import type { LockedDataset } from './locked-data.ts'
import { type ScoreRequest, scoreDataset } from './score.ts'

const engines = realEngines()
let repo: TinyRepository
let onnx: string
beforeAll(async () => {
  repo = await tinyRepository()
  const out = path.join(repo.root, 'out')
  const args = ['train.mjs', '--data', 'data/2024-01.csv', '--params', 'params.json', '--out', out]
  await promisify(execFile)(process.execPath, args, { cwd: repo.root })
  onnx = path.join(out, 'model.onnx')
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

const header = 'date,distance,hour,origin,late\n'
const rows = `${header}2024-04-01 23:59:00,500,23,ABC,1\n2024-04-02 00:01:00,600,0,JKL,0\n2024-04-02 08:00:00,700,8,ABC,0\n`

type Parts = Partial<ScoreRequest> & { readonly plan?: Partial<LockedDataset['plan']>; readonly reading?: LockedDataset['reading'] }

async function score(csv: string, { reading = null, ...parts }: Parts = {}) {
  const name = `cases/${digestOf(csv).slice(7, 19)}.csv`
  await mkdir(path.join(repo.root, 'cases'), { recursive: true })
  // Data files are immutable: one that is there is left as it is.
  if (!existsSync(path.join(repo.root, name))) await writeFile(path.join(repo.root, name), csv)
  const model = tinyModel()
  const plan = model.data.find((one) => one.name === 'test')
  if (!plan) throw new Error('the tiny model has no test data')
  const files = [{ path: path.join(repo.root, name), name }]
  const dataset = { plan: { ...plan, ...parts.plan }, files, artifacts: [], bytes: csv.length, window: null, reading }
  await using candidate = await engines.model(onnx)
  return await scoreDataset({ session: await engines.session(), model, dataset, candidate, baseline: null, slices: [], ...parts })
}

function scoresOf(rows: Rows): readonly number[] {
  return rows.kind === 'binary' ? [...(rows.score ?? [])] : []
}

describe('scoreDataset', () => {
  it('reads label, day and slices in one pass beside the score', async () => {
    const { scored, unit, clusters } = await score(rows, { slices: [{ name: 'origin', parts: [{ column: 'origin', bins: null }] }] })
    expect({ ...scored, unit, clusters }).toEqual({
      candidate: { kind: 'binary', label: Uint8Array.of(1, 0, 0), score: expect.any(Float32Array), prediction: null, weight: null },
      baseline: null,
      cluster: Int32Array.of(0, 1, 1),
      slices: [{ column: 'origin', codes: Uint8Array.of(0, 1, 0), values: ['ABC', 'JKL'] }],
      ordered: true,
      unit: 'day of date',
      clusters: 2,
    })
    expect(scoresOf(scored.candidate).map((one) => one > 0 && one < 1)).toEqual([true, true, true])
  })

  it('reads text by its contract: the same numbers, written in another way, are scored alike', async () => {
    const fields = [
      { name: 'date', type: 'datetime', format: '%d.%m.%Y %H:%M:%S' },
      { name: 'distance', type: 'number', decimalChar: ',' },
      { name: 'hour', type: 'integer' },
      { name: 'origin', type: 'string' },
      { name: 'late', type: 'integer' },
    ]
    const contract = parseContract(JSON.stringify({ resources: [{ name: 'rows', path: 'x', dialect: { delimiter: ';' }, schema: { fields } }] }), 'x')
    const german = rows
      .replaceAll(',', ';')
      .replace(/(\d{4})-(\d\d)-(\d\d)/g, '$3.$2.$1')
      .replace(/;(\d+);(\d+);/g, ';$1,0;$2;')
    const [plain, read] = [await score(rows), await score(german, { reading: contract.objects[0] ?? null })]
    expect([read.scored, read.clusters]).toEqual([plain.scored, plain.clusters])
  })

  it('counts each row as a unit where nothing else is declared, and a column where one is', async () => {
    const [plain, clustered] = [await score(rows, { plan: { time: null } }), await score(rows, { plan: { cluster: 'origin' } })]
    expect([plain.unit, plain.clusters, plain.scored.cluster]).toEqual(['row', 3, null])
    expect([clustered.unit, clustered.clusters, clustered.scored.cluster]).toEqual(['origin', 2, Int32Array.of(0, 1, 0)])
  })

  it('gives a model compared with itself the same scores, row by row', async () => {
    await using baseline = await engines.model(onnx)
    const { scored } = await score(base['data/2024-04.csv'] ?? '', { baseline })
    expect([scoresOf(scored.candidate).length, scored.baseline]).toEqual([1500, scored.candidate])
  })

  it.each<[string, string, string, Parameters<typeof score>[1]]>([
    ['a row without a label', 'LABEL_INVALID', rows.replace('JKL,0', 'JKL,'), {}],
    ['data without a declared label', 'COLUMN_UNDECLARED', rows, { plan: { label: null } }],
    ['a number that is missing, which the model turns into no score', 'SCORE_NOT_FINITE', rows.replace(',600,0,', ',600,,'), {}],
    ['a column that the model needs and the data lack', 'INPUT_MISSING', rows.replaceAll(/,([^,\n]*)(,[^,\n]*,[^,\n]*\n)/g, '$2'), {}],
    ['a slice that the data lack', 'COLUMN_MISSING', rows, { slices: [{ name: 'airport', parts: [{ column: 'airport', bins: null }] }] }],
  ])('refuses %s', async (_what, code, csv, parts) => {
    expect(await codeOf(score(csv, parts))).toBe(code)
  })

  it('names the row without a label', async () => {
    await expect(score(rows.replace('JKL,0', 'JKL,'))).rejects.toThrow('row 1 of the test window has no label in "late"')
  })
})
