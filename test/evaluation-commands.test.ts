// The commands on predictions as a person calls them: child processes on real files, without a repository or GitHub.
import { tinyClassifier } from '@seaworthy/inference/testing/tiny-classifiers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyProject, type Project, type Said } from './tiny-project.ts'

const json = ({ stdout }: Said) => JSON.parse(stdout) as { readonly [key: string]: unknown }
const lines = (of: readonly string[]) => `${of.join('\n')}\n`

/** 40 days of 10 rows: the better scores follow the label, the worse ones hardly. */
const scored = (weight: number) =>
  lines([
    'id,label,score,day,ship',
    ...Array.from({ length: 400 }, (_, row) => {
      const label = (row * 7) % 10 < 4 ? 1 : 0
      const noise = ((row * 7919) % 997) / 997
      return `${row},${label},${(weight * label + (1 - weight) * noise).toFixed(4)},${Math.floor(row / 10)},${row % 3 === 0 ? 'Pequod' : 'Rachel'}`
    }),
  ])
const numbers = (error: number) =>
  lines(['label,prediction', ...Array.from({ length: 60 }, (_, row) => `${row},${row + (error * (((row * 31) % 17) - 8)) / 8 + (row % 2) / 10}`)])
const lists = (swapped: boolean) =>
  lines([
    'query,item,label,score',
    ...Array.from({ length: 30 }, (_, query) => [`q${query},a,1,${swapped && query % 2 === 0 ? 1 : 3}`, `q${query},b,0,2`, `q${query},c,0,0`]).flat(),
  ])
const annotations = {
  images: [{ id: 1 }, { id: 2 }],
  categories: [{ id: 1, name: 'ship' }],
  annotations: [1, 2].map((image) => ({ id: image, image_id: image, category_id: 1, bbox: [0, 0, 50, 50], area: 2500, iscrowd: 0 })),
}
const detections = [1, 2].map((image) => ({ image_id: image, category_id: 1, bbox: [0, 0, 50, 50], score: 0.9 }))

let project: Project
beforeAll(() => {
  project = emptyProject()
  project.write({
    'better.csv': scored(0.3),
    'worse.csv': scored(0.05),
    'small-error.csv': numbers(0.5),
    'large-error.csv': numbers(2),
    'lists.csv': lists(false),
    'swapped.csv': lists(true),
    'one-class.csv': 'label,score\n1,0.9\n1,0.8\n',
    'truth.json': JSON.stringify(annotations),
    'model.onnx': tinyClassifier({ classes: ['early', 'late'], zipMap: true }),
    'rows.csv': 'id,x,label\n007,0,early\n008,2,late\n009,-2,early\n',
    'many.csv': `x\n${'0.5\n'.repeat(10_001)}`,
    'detections.json': JSON.stringify(detections),
  })
})
afterAll(() => project[Symbol.dispose]())

describe('seaworthy metrics', () => {
  const metrics = (...args: readonly string[]) => project.seaworthy(['metrics', ...args])

  it.concurrent('answers in the JSON that others script against', async () => {
    const said = await metrics('better.csv', '--metrics', 'roc_auc,brier', '--cluster', 'day', '--format', 'json')
    expect({ exitCode: said.exitCode, stderr: said.stderr }).toEqual({ exitCode: 0, stderr: '' })
    const measured = { value: expect.any(Number), interval: [expect.any(Number), expect.any(Number)], warnings: [] }
    expect(json(said)).toEqual({
      task: 'binary-classification',
      n: 400,
      clusters: 40,
      metrics: { roc_auc: { ...measured, method: 'clustered_influence' }, brier: { ...measured, method: 'clustered_mean' } },
      warnings: [],
    })
  })

  it.concurrent('has no number where a metric is not defined, and says why', async () => {
    const { metrics: found } = json(await metrics('one-class.csv', '--metrics', 'roc_auc,accuracy', '--format', 'json'))
    expect(found).toMatchObject({
      roc_auc: { value: null, interval: null, warnings: [{ code: 'ONE_CLASS', message: expect.stringMatching(/^roc_auc: /) }] },
      accuracy: { value: 1 },
    })
    const { stdout } = await metrics('one-class.csv', '--metrics', 'roc_auc')
    expect(stdout).toMatch(/│ roc_auc │ ↑ │ undefined │ {14}│[\s\S]*⚠️ roc_auc: /)
  })

  it.concurrent('picks a handful of metrics for people, and cuts by a column', async () => {
    const { exitCode, stdout } = await metrics('better.csv', '--by', 'ship')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      /^better\.csv\n\n400 rows, taken as independent\.\n\n┌[\s\S]*│ roc_auc +│ ↑ │ +0\.\d+ │ +0\.\d+ to \d\.\d+ │\n[\s\S]*│ f1 +│/,
    )
    expect(stdout).toMatch(/│ ship +│ rows │ roc_auc │[\s\S]*│ Rachel │ {2}266 │[\s\S]*│ Pequod │ {2}134 │/)
  })

  it.concurrent.each([
    ['regression', ['small-error.csv'], ['mae', 'rmse', 'r2', 'mean_error'], 60],
    ['ranking', ['lists.csv'], ['ndcg@10', 'map', 'mrr', 'recall@10'], 30],
    ['detection', ['detections.json', '--annotations', 'truth.json'], ['ap', 'ap_50', 'ap_75', 'ar_100'], 2],
  ])('measures a %s', async (task, args, ids, n) => {
    const found = json(await metrics(...args, '--task', task, '--format', 'json'))
    expect({ task: found.task, n: found.n, ids: Object.keys(found.metrics as object) }).toEqual({ task, n, ids })
  })

  it.concurrent('decides by a threshold', async () => {
    const recall = async (...more: readonly string[]) => {
      const { metrics: found } = json(await metrics('better.csv', '--metrics', 'recall', '--format', 'json', ...more))
      return (found as { recall: { value: number } }).recall.value
    }
    expect(await recall('--threshold', '-1')).toBe(1)
    expect(await recall('--threshold', '2')).toBe(0)
  })

  it.concurrent.each([
    ['a metric that nobody knows', ['better.csv', '--metrics', 'auc'], 2, /^✗ UNKNOWN_METRIC .*"auc"[\s\S]*→ /],
    ['a threshold that is no number', ['better.csv', '--threshold', 'half'], 2, /^✗ INPUT_INVALID {2}--threshold is "half" and must be a number/],
    [
      'a threshold for numbers',
      ['small-error.csv', '--task', 'regression', '--threshold', '1'],
      3,
      /^✗ SCORE_INVALID {2}small-error\.csv has no scores/,
    ],
    [
      'masks that are not there',
      ['small-error.csv', '--task', 'segmentation'],
      3,
      /^✗ LABEL_INVALID {2}small-error\.csv row 0, column "label": there is no file "0"/,
    ],
    ['detections without their truth', ['detections.json', '--task', 'detection'], 2, /^✗ USAGE[\s\S]*→ --annotations names a JSON file/],
    ['detections that are to be cut', ['detections.json', '--task', 'detection', '--annotations', 'truth.json', '--by', 'x'], 2, /^✗ USAGE/],
    ['a file that is not there', ['gone.csv'], 3, /^✗ FILE_UNREADABLE {2}no file matches gone\.csv/],
  ])('refuses %s', async (_, args, exitCode, message) => {
    const said = await metrics(...args)
    expect({ exitCode: said.exitCode, stdout: said.stdout }).toEqual({ exitCode, stdout: '' })
    expect(said.stderr).toMatch(message)
  })
})

describe('seaworthy compare', () => {
  const compare = (...args: readonly string[]) => project.seaworthy(['compare', ...args])

  it.concurrent('answers in the JSON that others script against', async () => {
    const said = await compare('better.csv', 'worse.csv', '--metrics', 'roc_auc,log_loss', '--margin', '0.005', '--format', 'json')
    const { n, clusters, comparisons, warnings, verdict, ...others } = json(said) as { comparisons: readonly Record<string, unknown>[] } & ReturnType<
      typeof json
    >
    expect({ exitCode: said.exitCode, stderr: said.stderr, n, clusters, warnings, verdict, others }).toEqual({
      exitCode: 0,
      stderr: '',
      n: 400,
      clusters: null,
      warnings: [],
      verdict: 'pass',
      others: {},
    })
    expect(comparisons.map(({ metric }) => metric)).toEqual(['roc_auc', 'log_loss'])
    for (const one of comparisons) {
      expect(one).toMatchObject({
        level: 0.95,
        rule: 'non_inferior',
        margin: 0.005,
        verdict: 'pass',
        interval: [expect.any(Number), expect.any(Number)],
      })
      for (const field of ['candidate', 'baseline', 'difference', 'pValue', 'pRule', 'minimumDetectableEffect', 'passIfEqual'])
        expect(one[field]).toEqual(expect.any(Number))
      expect(one.method).toEqual(expect.any(String))
      expect(one.difference).toBeGreaterThan(0)
    }
  })

  it.concurrent('is exit code 1 where the candidate is worse, by clusters, in words', async () => {
    const { exitCode, stdout } = await compare('worse.csv', 'better.csv', '--cluster', 'day', '--margin', '0.01')
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^❌ fail\n\n400 paired rows, in 40 clusters by day\. The candidate must be shown worse by no more than\s0\.01\./)
    expect(stdout).toMatch(/│ roc_auc │ +0\.\d+ │ +0\.\d+ │ −0\.\d+ \[−0\.\d+, −0\.\d+\] │ ❌ fail/)
    expect(stdout).toMatch(/ roc_auc: clustered influence, p < 0\.001; /)
  })

  it.concurrent('is exit code 1 where it is undecided: a model against itself is never superior', async () => {
    const said = await compare('better.csv', 'better.csv', '--rule', 'superior', '--format', 'json')
    expect({ exitCode: said.exitCode, passes: json(said).verdict === 'pass' }).toEqual({ exitCode: 1, passes: false })
  })

  it.concurrent('counts the rows on which one model alone is right, and tests by permutation on request', async () => {
    const args = ['better.csv', 'worse.csv', '--metrics', 'accuracy', '--format', 'json']
    const [plain, tested] = await Promise.all([compare(...args), compare(...args, '--test', 'permutation')])
    const only = (said: Said) => (json(said).comparisons as readonly Record<string, unknown>[])[0]
    expect(only(plain)).toMatchObject({
      method: 'tango',
      test: null,
      discordant: { candidateOnly: expect.any(Number), baselineOnly: expect.any(Number) },
    })
    expect(only(tested)).toMatchObject({ method: 'tango', test: 'permutation', interval: only(plain)?.interval, pValue: 0.0001 * 2 })
  })

  it.concurrent('takes a margin as a share of the baseline’s value, for any task', async () => {
    const args = ['large-error.csv', 'small-error.csv', '--task', 'regression', '--format', 'json']
    const said = await compare(...args, '--margin', '2%')
    const [one] = json(said).comparisons as readonly Record<string, number>[]
    expect(one).toMatchObject({ metric: 'mae', relativeMargin: 0.02, margin: 0.02 * (one?.baseline ?? 0), verdict: 'fail' })
    expect((await compare(...args, '--margin', '900%')).exitCode).toBe(0)
  })

  it.concurrent('pairs ranked lists by query', async () => {
    const said = await compare('lists.csv', 'swapped.csv', '--task', 'ranking', '--rule', 'superior', '--test', 'wilcoxon')
    expect(said.exitCode).toBe(0)
    expect(said.stdout).toMatch(/^✅ pass\n\n30 paired queries, taken as independent\.[\s\S]*ndcg@10: paired mean, p < 0\.001 \(wilcoxon\)/)
  })

  it.concurrent('judges slices only where they are large enough, and decides nothing where none is', async () => {
    const said = await compare('better.csv', 'worse.csv', '--by', 'ship', '--format', 'json')
    expect(said.exitCode).toBe(1)
    expect(json(said)).toMatchObject({ slices: [], notCut: ['roc_auc'], verdict: 'inconclusive' })
    expect((await compare('better.csv', 'worse.csv', '--by', 'ship')).stdout).toContain('No slice of roc_auc is large enough to be judged.')
  })

  it.concurrent.each([
    ['a margin below 0', ['better.csv', 'worse.csv', '--margin=-1'], 2, /^✗ INPUT_INVALID {2}--margin is -1 and must be 0 or more/],
    ['a test of ranks', ['better.csv', 'worse.csv', '--test', 'wilcoxon'], 2, /^✗ TEST_NOT_APPLICABLE/],
    [
      'a metric of which neither more nor less is better',
      ['small-error.csv', 'large-error.csv', '--task', 'regression', '--metrics', 'mean_error'],
      3,
      /^✗ GATE_INVALID/,
    ],
    ['a metric of another task', ['better.csv', 'worse.csv', '--metrics', 'mae'], 2, /^✗ UNKNOWN_METRIC[\s\S]*→ it is a metric of regression/],
    ['other rows', ['lists.csv', 'better.csv', '--task', 'clustering'], 3, /^✗ COLUMN_UNDECLARED/],
  ])('refuses %s', async (_, args, exitCode, message) => {
    const said = await compare(...args)
    expect({ exitCode: said.exitCode, stdout: said.stdout }).toEqual({ exitCode, stdout: '' })
    expect(said.stderr).toMatch(message)
  })
})

describe('seaworthy predict', () => {
  const predict = (...args: readonly string[]) => project.seaworthy(['predict', 'model.onnx', ...args])

  it.concurrent('gives every output in the JSON that others script against', async () => {
    const said = await predict('rows.csv', '--format', 'json')
    expect({ exitCode: said.exitCode, stderr: said.stderr }).toEqual({ exitCode: 0, stderr: '' })
    const pair = (first: number) => [expect.closeTo(first, 4), expect.closeTo(1 - first, 4)]
    expect(json(said)).toEqual({
      rows: 3,
      outputs: [
        { name: 'label', type: 'string', shape: [3], data: ['early', 'late', 'early'] },
        {
          name: 'probabilities',
          type: 'float32',
          shape: [3, 2],
          data: [pair(0.5), pair(0.1192), pair(0.8808)],
        },
      ],
    })
  })

  it.concurrent('shows the first rows to people', async () => {
    const { stdout } = await predict('rows.csv')
    expect(stdout).toMatch(/^┌[\s\S]*│ row │ prediction │ proba_early │ proba_late │\n[\s\S]*│ +1 │ +late │ +0\.119\d+ │ +0\.880\d+ │/)
  })

  it.concurrent.each(['csv', 'jsonl', 'parquet'])('writes a file of %s that metrics reads', async (ending) => {
    const out = `out/predictions.${ending}`
    const said = await predict('rows.csv', '--out', out, '--keep', 'id,label')
    expect(said).toEqual({ exitCode: 0, stderr: '', stdout: `Wrote ${out}: 3 rows, with id, label, prediction, proba_early, proba_late.\n` })
    if (ending === 'csv')
      expect(project.read(out)).toMatch(/^id,label,prediction,proba_early,proba_late\n007,early,early,0\.5,0\.5\n008,late,late,0\.119/)
    const measured = await project.seaworthy(['metrics', out, '--positive', 'late', '--metrics', 'roc_auc,accuracy', '--format', 'json'])
    expect(json(measured)).toMatchObject({ n: 3, metrics: { roc_auc: { value: 1 }, accuracy: { value: 1 } } })
  })

  it.concurrent.each([
    ['more rows than are printed', ['many.csv'], 2, /^✗ USAGE {2}many\.csv has 10001 rows[\s\S]*→ --out FILE writes them all/],
    ['a file of no known format', ['rows.csv', '--out', 'p.txt'], 2, /^✗ USAGE[\s\S]*→ let it end in \.csv, \.jsonl or \.parquet/],
    ['a kept column without a file', ['rows.csv', '--keep', 'id'], 2, /^✗ USAGE {2}--keep is for files/],
    ['a column that is not there', ['better.csv'], 3, /^✗ COLUMN_MISSING {2}better\.csv: there is no column "x"/],
    ['data that are not there', ['gone.csv'], 3, /^✗ FILE_UNREADABLE/],
  ])('refuses %s', async (_, args, exitCode, message) => {
    const said = await predict(...args)
    expect({ exitCode: said.exitCode, stdout: said.stdout }).toEqual({ exitCode, stdout: '' })
    expect(said.stderr).toMatch(message)
  })

  it.concurrent('refuses a model that is none', async () => {
    const said = await project.seaworthy(['predict', 'rows.csv', 'rows.csv'])
    expect([said.exitCode, said.stdout, said.stderr.split(' ')[1]]).toEqual([3, '', 'MODEL_FORMAT'])
  })
})
