// The evaluate stage as a user runs it: 300,000 flights, a logistic regression in production, boosted trees as the candidate, six metrics,
// forty slices. Explanations are made too, as by default.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const testRows = 300_000

export function stage({ root, out, python }) {
  if (!existsSync(path.join(root, 'dist/index.js'))) throw new Error('there is no dist/: run npm run build first')
  const repository = prepare({ root, out, python })
  const seaworthy = (args, allowed = [0]) => command({ root, out, repository, args, allowed })
  seaworthy(['plan'])
  seaworthy(['train'])
  const runs = Array.from({ length: 3 }, () => seaworthy(['evaluate', '--baseline', path.join(repository, 'production.onnx')], [0, 1]))
  const seconds = Math.min(...runs.map((run) => run.seconds))
  const bytes = Math.max(...runs.map((run) => run.bytes))
  console.error(`the whole stage: ${seconds.toFixed(2)} s, ${(bytes / 1e6).toFixed(0)} MB`)
  return [['evaluate, 300,000 flights, two models, 6 metrics, 40 slices', '8 s, 700 MB', `${seconds.toFixed(2)} s, ${(bytes / 1e6).toFixed(0)} MB`]]
}

function command({ root, out, repository, args, allowed }) {
  const resident = path.join(out, 'resident')
  const bench = path.join(root, 'bench/data')
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', path.join(bench, 'resident.mjs'), path.join(bench, 'seaworthy.mjs'), ...args],
    {
      cwd: repository,
      env: { ...process.env, BENCH_RESIDENT: resident, GITHUB_TOKEN: '', GITHUB_REPOSITORY: '' },
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    },
  )
  const seconds = (performance.now() - started) / 1000
  if (!allowed.includes(status)) throw new Error(`seaworthy ${args.join(' ')}: exit ${status}\n${stdout}${stderr}`)
  return { seconds, bytes: Number(readFileSync(resident, 'utf8')) }
}

function prepare({ root, out, python }) {
  const repository = path.join(out, 'evaluate-stage')
  rmSync(repository, { recursive: true, force: true })
  mkdirSync(path.join(repository, 'data'), { recursive: true })
  const models = trainedModels({ root, out, python })
  for (const [from, to] of Object.entries({ boosting: 'model.onnx', logistic: 'production.onnx' }))
    copyFileSync(models[from], path.join(repository, to))
  for (const name of ['train', 'test']) copyFileSync(path.join(out, `flights-${name}.parquet`), path.join(repository, `data/${name}.parquet`))
  writeFileSync(path.join(repository, 'seaworthy.yml'), configuration)
  writeFileSync(path.join(repository, '.gitignore'), '.seaworthy/\ndata/\n')
  const git = (...args) => spawnSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args], { cwd: repository })
  git('init', '--quiet', '--initial-branch=main')
  const locked = spawnSync(process.execPath, [path.join(root, 'bench/data/seaworthy.mjs'), 'lock'], { cwd: repository, encoding: 'utf8' })
  if (locked.status !== 0) throw new Error(`seaworthy lock: ${locked.stderr}`)
  git('add', '.')
  git('commit', '--quiet', '--message', 'the bench')
  return repository
}

function trainedModels({ root, out, python }) {
  const data = path.join(root, 'examples/flight-delay/data')
  if (!existsSync(path.join(data, '2001-05.parquet')) || readdirSync(data).length < 5)
    run(process.execPath, [path.join(root, 'examples/flight-delay/scripts/make-data.mjs'), '--until', '2001-05'])
  const months = ['01', '02', '03', '04'].map((month) => path.join(data, `2001-${month}.parquet`))
  run(python, [
    path.join(import.meta.dirname, 'flights.py'),
    path.join(out, 'flights'),
    String(testRows),
    ...months,
    path.join(data, '2001-05.parquet'),
  ])
  return Object.fromEntries(['logistic', 'boosting'].map((model) => [model, trained({ root, out, python, model })]))
}

function trained({ root, out, python, model }) {
  const folder = path.join(out, `flights-${model}`)
  const params = path.join(out, `${model}.yaml`)
  writeFileSync(params, `{ model: ${model}, months: all, sample_every: 10, drop_delay_over: null, max_iter: 100, max_leaf_nodes: 31 }\n`)
  if (!existsSync(path.join(folder, 'model.onnx')))
    run(python, [
      path.join(root, 'examples/flight-delay/train.py'),
      '--data',
      path.join(out, 'flights-train.parquet'),
      '--params',
      params,
      '--out',
      folder,
    ])
  return path.join(folder, 'model.onnx')
}

function run(program, args) {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1', PYTHONHASHSEED: '0' } })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: exit ${status}\n${stderr}`)
}

const configuration = `version: 1
models:
  flights:
    task: binary-classification
    positive: 1
    data:
      train: { source: data/train.parquet, label: late }
      test: { source: data/test.parquet, time: date, label: late }
    train:
      run: cp model.onnx "$OUT/model.onnx"
      model: model.onnx
      sources: [model.onnx]
    evaluate:
      primary: roc_auc
      metrics: [roc_auc, log_loss, brier, accuracy, average_precision, f1]
      gates:
        roc_auc: { non_inferior: 0.005, at_least: 0.6 }
        log_loss: { no_regression: 0.02, by: [weekday, { column: hour, bins: 20 }, { column: distance, bins: 13 }] }
`
