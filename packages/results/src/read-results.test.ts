import { readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readResults } from './read-results.ts'

const fixtures = path.join(import.meta.dirname, 'fixtures')
const { expected } = JSON.parse(readFileSync(path.join(fixtures, 'made-by.json'), 'utf8')) as { expected: { accuracy: number; log_loss: number } }
const read = (name: string) => readResults({ path: path.join(fixtures, name), name })

async function valuesOf(name: string) {
  const { metrics } = await read(name)
  return Object.fromEntries(metrics.map((metric) => [metric.name, metric.value]))
}

describe('what real tools wrote', () => {
  it('of scikit-learn is its report: averages and classes', async () => {
    const { format, metrics } = await read('scikit-learn')
    expect(format).toBe('scikit-learn-report')
    expect(metrics.find(({ canonical }) => canonical === 'accuracy')?.value).toBe(expected.accuracy)
    expect(metrics.map(({ canonical }) => canonical)).toEqual(
      expect.arrayContaining(['f1_macro', 'f1_weighted', 'recall_class:yes', 'precision_class:no']),
    )
  })

  it('of MLflow’s file store is the last step of the newest run', async () => {
    const { format, metrics, taken } = await read('mlflow-store')
    expect([format, taken]).toEqual(['mlflow-store', expect.stringMatching(/^run .*, the newest of 2$/)])
    expect(metrics.map(({ name, value, canonical }) => [name, value, canonical])).toEqual([
      ['log_loss', expected.log_loss, 'log_loss'],
      ['val/accuracy', expected.accuracy, 'accuracy'],
    ])
  })

  it('of MLflow’s database are the latest metrics of the run that finished', async () => {
    expect((await read('mlflow-sqlite')).format).toBe('mlflow-sqlite')
    expect(await valuesOf('mlflow-sqlite')).toEqual({ accuracy: expected.accuracy, log_loss: expected.log_loss })
  })

  it('of DVCLive is the last step', async () => {
    const { format, taken } = await read('dvclive')
    expect([format, taken?.endsWith(', the last')]).toEqual(['dvclive', true])
    expect(await valuesOf('dvclive')).toEqual({ 'val/accuracy': expected.accuracy })
  })

  it('of TensorBoard are the scalars of the last step, in single precision', async () => {
    expect((await read('tensorboard')).taken).toBe('step 2, the last of each tag')
    expect(await valuesOf('tensorboard')).toEqual({ 'eval/accuracy': Math.fround(expected.accuracy), 'eval/loss': Math.fround(expected.log_loss) })
  })

  it('of lm-eval are metrics by task and filter, whose samples have them as their mean', async () => {
    const { format, metrics, samples } = await read('lm-eval-run')
    expect([format, metrics.map(({ name, value }) => [name, value])]).toEqual([
      'lm-eval',
      [
        ['quiz/acc', 7 / 12],
        ['quiz/acc_norm', 7 / 12],
        ['gen/exact_match,strict', 1 / 3],
        ['gen/exact_match,loose', 1 / 3],
      ],
    ])
    const byMetric = Map.groupBy(samples ?? [], ({ metric }) => metric)
    for (const { name, value } of metrics) {
      const outcomes = byMetric.get(name) ?? []
      expect(new Set(outcomes.map(({ unit }) => unit)).size).toBe(12)
      expect(outcomes.reduce((sum, one) => sum + one.value, 0) / outcomes.length).toBeCloseTo(value, 12)
    }
  })

  it.each([
    ['lightgbm', 'boosting', ['valid_0/auc', 'valid_0/binary_logloss'], ['roc_auc', 'log_loss']],
    ['xgboost', 'boosting', ['test/auc', 'test/logloss'], ['roc_auc', 'log_loss']],
    ['catboost', 'catboost', ['AUC', 'Logloss'], ['roc_auc', 'log_loss']],
  ])('of %s is the last round', async (name, format, names, canonical) => {
    const found = await read(name)
    expect([found.format, found.metrics.map((one) => one.name), found.metrics.map((one) => one.canonical)]).toEqual([format, names, canonical])
    expect(found.metrics.every(({ value }) => value > 0 && value < 1)).toBe(true)
  })
})

describe('what tools document', () => {
  it.each([
    ['hugging-face-trainer', 'hugging-face-trainer', 'step 20, the last that was evaluated', { eval_loss: 0.55, eval_accuracy: 0.85 }],
    ['hugging-face-results', 'hugging-face-trainer', null, { eval_loss: 0.55, eval_accuracy: 0.85 }],
    ['hugging-face-evaluate', 'hugging-face-evaluate', null, { accuracy: 0.9, f1: 0.88 }],
    ['lightning', 'lightning', 'the last number of each column', { train_loss: 0.5, val_accuracy: 0.85, val_loss: 0.55 }],
    ['keras-history', 'keras', 'epoch 2, the last', { loss: 0.5, accuracy: 0.8, val_loss: 0.6, val_accuracy: 0.75 }],
    ['keras-table', 'keras', 'the last number of each column', { accuracy: 0.8, loss: 0.5, val_accuracy: 0.75, val_loss: 0.6 }],
    ['wandb', 'weights-and-biases', null, { accuracy: 0.9, 'val/loss': 0.4, 'graph/size': 12 }],
    ['ultralytics', 'ultralytics', 'the last number of each column', { 'metrics/mAP50(B)': 0.5, 'metrics/mAP50-95(B)': 0.33 }],
    ['dvc', 'dvc', null, { 'more.yaml:roc_auc': 0.8, 'scores.json:test/f1': 0.7 }],
    ['prometheus', 'prometheus', null, { 'accuracy{split="test"}': 0.9, latency_seconds: 0.012 }],
    ['lm-eval', 'lm-eval', null, { 'arc_easy/acc': 0.5, 'arc_easy/acc_norm': 0.75 }],
    ['flat', 'flat', null, { accuracy: 0.9, 'test/f1': 0.8 }],
  ])('is read: %s', async (name, format, taken, values) => {
    const found = await read(name)
    expect([found.format, found.taken]).toEqual([format, taken])
    expect(await valuesOf(name)).toEqual(values)
  })

  it('gives the outcome of each document of lm-eval, by its hash', async () => {
    const { samples } = await read('lm-eval')
    expect(samples?.filter(({ metric }) => metric === 'arc_easy/acc')).toEqual([
      { unit: 'hash0', metric: 'arc_easy/acc', value: 1 },
      { unit: 'hash1', metric: 'arc_easy/acc', value: 1 },
      { unit: 'hash2', metric: 'arc_easy/acc', value: 0 },
      { unit: 'hash3', metric: 'arc_easy/acc', value: 0 },
    ])
  })

  it('tells the filters of lm-eval apart, in results and samples alike', async () => {
    const { metrics, samples } = await read('lm-eval-filters')
    const names = ['gsm8k/exact_match,strict-match', 'gsm8k/exact_match,flexible-extract']
    expect(metrics.map(({ name, value }) => [name, value])).toEqual(names.map((name, at) => [name, at === 0 ? 0.5 : 1]))
    expect(samples).toEqual([
      { unit: 'hash0', metric: names[0], value: 0 },
      { unit: 'hash1', metric: names[0], value: 1 },
      { unit: 'hash0', metric: names[1], value: 1 },
      { unit: 'hash1', metric: names[1], value: 1 },
    ])
  })

  it('knows mAP of boxes as the COCO one', async () => {
    expect((await read('ultralytics')).metrics.map(({ canonical }) => canonical)).toEqual(['ap_50', 'ap'])
  })
})

describe('bad results', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'results-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  let count = 0
  async function given(files: Readonly<Record<string, string>>): Promise<string> {
    const root = path.join(folder, String(count++))
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root, name)), { recursive: true })
      await writeFile(path.join(root, name), text)
    }
    return root
  }

  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['an empty folder', { 'readme.md': '' }, 'RESULTS_UNKNOWN', 'no file of results'],
    ['two files of numbers', { 'a.json': '{"a":1}', 'b.json': '{"a":1}' }, 'RESULTS_UNKNOWN', '2 files of numbers'],
    [
      'two tools',
      { 'results.csv': 'epoch,metrics/a\n1,2\n', 'history.json': '{"loss":[1]}' },
      'RESULTS_AMBIGUOUS',
      'ultralytics (results.csv) and keras (history.json)',
    ],
    ['NaN, as Python writes it', { 'm.json': '{"accuracy": NaN}' }, 'RESULT_NOT_FINITE', 'm.json says NaN for "accuracy"'],
    ['an infinite number', { 'm.json': '{"loss": -Infinity}' }, 'RESULT_NOT_FINITE', 'm.json says -Infinity for "loss"'],
    ['broken JSON', { 'm.json': '{"accuracy": 0.9' }, 'RESULTS_BROKEN', 'm.json is not JSON'],
    ['broken YAML', { 'm.yaml': 'a: [1\n' }, 'RESULTS_BROKEN', 'm.yaml is not YAML'],
    ['no number', { 'm.json': '{"note": "good"}' }, 'RESULTS_BROKEN', 'm.json holds no number'],
    ['a name twice', { 'm.csv': 'a,a\n1,2\n' }, 'RESULT_TWICE', 'm.csv holds two values of "a"'],
    ['a line that ends early', { 'metrics.csv': 'epoch,step,acc\n0,1,0.5\n1,2\n' }, 'RESULTS_BROKEN', 'metrics.csv line 3 has 2 cells, its head 3'],
    ['curves of two lengths', { 'h.json': '{"loss":[1,2],"acc":[1]}' }, 'RESULTS_BROKEN', 'curves of 2 and 1 numbers'],
    ['an offline log of W&B', { 'run-1.wandb': 'x' }, 'RESULTS_UNKNOWN', 'an offline log of Weights & Biases'],
    ['a file that dvc.yaml names and that is not there', { 'dvc.yaml': 'metrics: [m.json]\n' }, 'RESULTS_MISSING', 'dvc.yaml names m.json'],
    [
      'a metric of lm-eval in both its forms',
      { 'results_1.json': '{"results":{"t":{"acc,none":1,"acc":0.5}},"configs":{},"versions":{}}' },
      'RESULT_TWICE',
      'results_1.json holds two values of "t/acc"',
    ],
    [
      'a sample of NaN',
      {
        'results_1.json': '{"results":{"t":{"acc,none":1}},"configs":{},"versions":{}}',
        'samples_t_1.jsonl': '{"doc_hash":"a","acc":1}\n\n{"doc_hash":"b","acc":NaN}\n',
      },
      'RESULT_NOT_FINITE',
      'samples_t_1.jsonl line 3 says NaN for "acc"',
    ],
    [
      'samples without a document',
      { 'results_1.json': '{"results":{"t":{"acc,none":1}},"configs":{},"versions":{}}', 'samples_t_1.jsonl': '{"acc":1}\n' },
      'RESULTS_BROKEN',
      'samples_t_1.jsonl line 1',
    ],
  ])('are refused: %s', async (_, files, code, message) => {
    const at = await given(files)
    await expect(readResults({ path: at, name: 'out' })).rejects.toMatchObject({
      name: 'ResultsError',
      code,
      message: expect.stringContaining(message),
    })
  })

  it('are refused where nothing is', async () => {
    await expect(readResults({ path: path.join(folder, 'gone'), name: 'gone' })).rejects.toMatchObject({ code: 'RESULTS_MISSING' })
  })

  it('are not looked for behind links', async () => {
    const at = await given({ 'a.json': '{"a":1}' })
    await symlink(path.join(fixtures, 'keras-history'), path.join(at, 'elsewhere'))
    expect((await readResults({ path: at, name: 'out' })).metrics.map(({ name }) => name)).toEqual(['a'])
  })

  it('of TensorBoard with a damaged byte are refused, and those cut off are read as far as they go', async () => {
    const at = path.join(folder, 'events')
    await cp(path.join(fixtures, 'tensorboard'), at, { recursive: true })
    const file = path.join(at, 'events.out.tfevents.1700000000.host.fixture')
    const bytes = readFileSync(file)
    await truncate(file, bytes.length - 3)
    expect((await readResults({ path: at, name: 'out' })).metrics).toHaveLength(2)
    bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 1
    await writeFile(file, bytes)
    await expect(readResults({ path: at, name: 'out' })).rejects.toMatchObject({ code: 'RESULTS_BROKEN' })
  })

  it('name what was read, so that it can be held to its digest', async () => {
    expect((await read('dvc')).read).toEqual(['dvc.yaml', 'more.yaml', 'scores.json'])
  })
})
