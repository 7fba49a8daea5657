import { describe, expect, it } from 'vitest'
import { firstModel, parse, places, refused, replaced, rung1, wholeText as whole } from './fixtures/configurations.ts'

describe('parseConfig', () => {
  it('reads a whole configuration into plans', () => {
    expect(parse(whole)).toEqual({
      version: 1,
      samples: 'show',
      signing: 'auto',
      models: [
        {
          name: 'flight-delay',
          path: '.',
          task: 'binary-classification',
          positive: 1,
          data: [
            {
              name: 'train',
              source: 'data/2001-*.parquet',
              contract: 'contracts/flights.odcs.yaml',
              object: null,
              references: [],
              id: [],
              window: { kind: 'before', dataset: 'test' },
              time: 'date',
              label: null,
              cluster: null,
              weight: null,
              embargoMs: 0,
              matureMs: 0,
            },
            {
              name: 'test',
              source: 'data/2001-*.parquet',
              contract: 'contracts/flights.odcs.yaml',
              object: null,
              references: [],
              id: [],
              window: { kind: 'last', count: 1, unit: 'month' },
              time: 'date',
              label: 'late',
              cluster: null,
              weight: null,
              embargoMs: 0,
              matureMs: 0,
            },
          ],
          leakage: {
            duplicate_rows: 'warn',
            shared_ids: 'block',
            time_overlap: 'block',
            conflicting_labels: 'warn',
            label_in_feature: 'warn',
          },
          train: {
            run: 'python train.py --data "$DATA_TRAIN" --params "$PARAMS" --out "$OUT"',
            params: 'params.yaml',
            model: 'model.onnx',
            metrics: null,
            timeoutMs: 1_800_000,
            env: { OMP_NUM_THREADS: '1' },
            sources: null,
            seed: 0,
            repeat: 1,
            predictions: null,
          },
          metrics: null,
          evaluate: {
            dataset: 'test',
            primary: 'roc_auc',
            metrics: ['roc_auc', 'log_loss', 'brier'],
            gates: [
              {
                metric: 'roc_auc',
                rule: 'non_inferior',
                bound: 0.005,
                relative: false,
                on: 'bound',
                by: [],
                onFail: 'block',
                inconclusive: 'block',
                evidence: 'measured',
              },
              {
                metric: 'roc_auc',
                rule: 'at_least',
                bound: 0.62,
                relative: false,
                on: 'bound',
                by: [],
                onFail: 'block',
                inconclusive: 'block',
                evidence: 'measured',
              },
              {
                metric: 'log_loss',
                rule: 'no_regression',
                bound: 0.02,
                relative: false,
                on: 'bound',
                by: [{ name: 'origin', parts: [{ column: 'origin', bins: null }] }],
                onFail: 'block',
                inconclusive: 'block',
                evidence: 'measured',
              },
            ],
            threshold: null,
            output: null,
            anchor: true,
            confirm: null,
            predict: null,
            run: null,
            declared: {},
            explain: true,
            waivers: { approvers: [], expiresMs: 604_800_000 },
          },
          release: { onMerge: 'production' },
          deploy: [
            { stage: 'production', run: './deploy.sh "$MODEL" "$VERSION"', smoke: 'http://localhost:8080/v2/health/ready', timeoutMs: 600_000 },
          ],
          monitor: {
            source: 'data/2001-*.parquet',
            time: 'date',
            label: 'late',
            window: { count: 1, unit: 'week' },
            retrain: { on: ['calibration', 'decay'], ofLast: [2, 3], newRows: 400_000, maxAgeDays: null, cooldownMs: 604_800_000 },
          },
        },
      ],
    })
  })

  it('reads the smallest configuration: one line, a file of metrics, evidence as reported', () => {
    const model = firstModel(rung1('metrics: out/metrics.json, gates: { accuracy: { at_least: 0.9 } }'))
    expect(model.metrics).toBe('out/metrics.json')
    expect(model.train).toBeNull()
    expect(model.monitor).toBeNull()
    expect(model.evaluate).toEqual({
      dataset: 'test',
      primary: 'accuracy',
      metrics: ['accuracy'],
      gates: [
        {
          metric: 'accuracy',
          rule: 'at_least',
          bound: 0.9,
          relative: false,
          on: 'bound',
          by: [],
          onFail: 'block',
          inconclusive: 'block',
          evidence: 'reported',
        },
      ],
      threshold: null,
      output: null,
      anchor: true,
      confirm: null,
      predict: null,
      run: null,
      declared: {},
      explain: true,
      waivers: { approvers: [], expiresMs: 604_800_000 },
    })
  })

  it('asks a model that it cannot run itself for predicted evidence only', () => {
    expect(firstModel(replaced('model.onnx', 'model.pkl')).evaluate.gates.map((gate) => gate.evidence)).toEqual([
      'predicted',
      'predicted',
      'predicted',
    ])
  })

  it('turns the four-fifths rule into a gate for each column, which is measured too', () => {
    const { metrics, gates } = firstModel(replaced('primary: roc_auc', 'primary: roc_auc\n      fairness: { four_fifths: [sex, age, sex] }')).evaluate
    const fourFifths = {
      rule: 'at_least',
      bound: 0.8,
      relative: false,
      on: 'bound',
      by: [],
      onFail: 'block',
      inconclusive: 'block',
      evidence: 'measured',
    }
    expect(metrics.slice(-2)).toEqual(['demographic_parity_ratio@sex', 'demographic_parity_ratio@age'])
    expect(gates.slice(3)).toEqual([
      { metric: 'demographic_parity_ratio@sex', ...fourFifths },
      { metric: 'demographic_parity_ratio@age', ...fourFifths },
    ])
  })

  it('takes a list of gates for one metric, each with its own effects', () => {
    const model = firstModel(
      replaced(
        '{ by: [origin], no_regression: 0.02 }',
        '[{ at_most: 0.5, on_fail: warn }, { by: [origin], no_regression: 0.02, inconclusive: warn }]',
      ),
    )
    expect(model.evaluate.gates.slice(2).map(({ rule, onFail, inconclusive }) => [rule, onFail, inconclusive])).toEqual([
      ['at_most', 'warn', 'warn'],
      ['no_regression', 'block', 'warn'],
    ])
  })

  it('publishes only, where a merge reaches no stage', () => {
    expect(firstModel(replaced('on_merge: production', 'on_merge: none')).release).toEqual({ onMerge: null })
  })

  it('follows an alias to the place where a value is wrong', () => {
    const text = 'x: &g { at_leest: 1 }\nmodels: { a: { task: text, metrics: m, gates: { accuracy: *g } } }'
    expect(places(text)).toEqual(['UNKNOWN_KEY 1:1', 'UNKNOWN_KEY 1:9'])
  })
})

describe('where data live', () => {
  const train = 'source: data/2001-*.parquet, contract: contracts/flights.odcs.yaml, window: before test'
  const trainOf = (text: string) => firstModel(text).data.find(({ name }) => name === 'train')

  it.each([
    'https://ships.example/rows.csv',
    'https://ships.example:8443/a/rows.parquet?sig=1#rows.parquet',
    'http://127.0.0.1:8080/rows.csv',
    'http://localhost/rows.csv',
    's3://bucket/2001-*.parquet',
    'hf://datasets/ann/flights/data/*.parquet',
    'command:python rows.py --all',
    'data/flights.dvc',
    'dvc.lock#prepare',
  ])('may be %s', (source) => {
    expect(trainOf(replaced(train, `source: '${source}', window: before test`))?.source).toBe(source)
  })

  it.each([
    ['http://ships.example/rows.csv', 'a place that anybody on the way can change'],
    ['https://ships.example', 'a host without a file'],
    ['https:///rows.csv', 'no host'],
    ['s3://bucket', 'a bucket without a key'],
    ['hf://models/ann/flights/a.bin', 'a model'],
    ['hf://datasets/ann/flights', 'a repository without a file'],
    ['ftp://ships.example/rows.csv', 'another way'],
    ['file:///etc/passwd', 'a file outside of the repository'],
    ['command: ', 'no command'],
    ['https://ships.example/a b.csv', 'a blank'],
    ['../rows.csv', 'a path out of the repository'],
    ['/rows.csv', 'an absolute path'],
  ])('is not %s: %s', (source) => {
    const text = replaced(train, `source: '${source}', window: before test`)
    expect(refused(text).problems).toMatchObject([{ code: 'PATH_INVALID', line: 8, column: 24, message: expect.stringContaining(`"${source}"`) }])
  })

  it('is refused with a line break in it, which no shell should see', () => {
    expect(places(replaced(train, 'source: "command:a\\nb", window: before test'))).toEqual(['PATH_INVALID 8:24'])
  })

  it('takes other tables by name, sorted, each from a source of its own, and the table of the contract', () => {
    const references = "{ planes: planes.csv, airports: 's3://b/airports.csv' }"
    expect(trainOf(replaced(train, `${train}, object: flights, references: ${references}, id: [carrier, number]`))).toMatchObject({
      object: 'flights',
      references: [
        { name: 'airports', source: 's3://b/airports.csv' },
        { name: 'planes', source: 'planes.csv' },
      ],
      id: ['carrier', 'number'],
    })
  })

  it('takes one column as the name of a unit', () => {
    expect(trainOf(replaced(train, `${train}, id: number`))?.id).toEqual(['number'])
  })

  it('takes what each kind of leakage does, and leaves the others as they are', () => {
    expect(firstModel(replaced('    train:\n', '    leakage: { shared_ids: off, label_in_feature: block }\n    train:\n')).leakage).toEqual({
      duplicate_rows: 'warn',
      shared_ids: 'off',
      time_overlap: 'block',
      conflicting_labels: 'warn',
      label_in_feature: 'block',
    })
  })

  it.each([
    ['a table from nowhere', 'references: { planes: }', ['WRONG_TYPE 8:127']],
    ['a table from a place that is none', 'references: { planes: gs://b/x }', ['PATH_INVALID 8:127']],
    ['a list of tables', 'references: [planes.csv]', ['WRONG_TYPE 8:117']],
    ['an empty name of a table of the contract', "object: ''", ['INVALID_VALUE 8:113']],
    ['no column as the name of a unit', 'id: []', ['INVALID_VALUE 8:109']],
    ['a number as the name of a unit', 'id: 7', ['WRONG_TYPE 8:109']],
    ['a misspelt key', 'refrences: { planes: planes.csv }', ['UNKNOWN_KEY 8:105']],
  ])('refuses %s', (_what, more, expected) => {
    expect(places(replaced(train, `${train}, ${more}`))).toEqual(expected)
  })

  it.each([
    ['an unknown kind of leakage', '{ shared_id: block }', ['UNKNOWN_KEY 10:16']],
    ['an unknown effect', '{ shared_ids: ignore }', ['INVALID_VALUE 10:28']],
    ['yes or no', '{ shared_ids: false }', ['INVALID_VALUE 10:28']],
    ['one word for all', 'off', ['WRONG_TYPE 10:14']],
  ])('refuses %s', (_what, leakage, expected) => {
    expect(places(replaced('    train:\n', `    leakage: ${leakage}\n    train:\n`))).toEqual(expected)
  })
})

describe('gates', () => {
  it('may be margins as shares of production, bounds on the point, ratios that warn, and cuts by bins and pairs', () => {
    const text = replaced(
      'roc_auc: { non_inferior: 0.005, at_least: 0.62 }',
      'roc_auc: [{ non_inferior: 2.5%, at_least: 0.62, on: point }, { no_regression: 1%, by: [{ column: hour, bins: 4 }, [origin, { column: hour, bins: 2 }]] }]',
    )
    const gates = firstModel(text.replace('log_loss: {', 'brier: { at_most_times: 1.2 }\n        log_loss: {')).evaluate.gates
    expect(
      gates.slice(0, 4).map(({ rule, bound, relative, on, by, onFail }) => [rule, bound, relative, on, by.map(({ name }) => name), onFail]),
    ).toEqual([
      ['non_inferior', 0.025, true, 'bound', [], 'block'],
      ['at_least', 0.62, false, 'point', [], 'block'],
      ['no_regression', 0.01, true, 'bound', ['hour in 4 bins', 'origin × hour in 2 bins'], 'block'],
      ['at_most_times', 1.2, false, 'bound', [], 'warn'],
    ])
  })

  it.each(['ece_15', 'brier_reliability_10'])('only warn of %s, which few rows make larger, unless they say that they block', (id) => {
    const effect = (gate: string) =>
      firstModel(replaced('log_loss: {', `${id}: ${gate}\n        log_loss: {`)).evaluate.gates.find(({ metric }) => metric === id)?.onFail
    expect(effect('{ at_most: 0.05 }')).toBe('warn')
    expect(effect('{ at_most: 0.05, on_fail: block }')).toBe('block')
  })

  it('compare with the predictions of training only where it leaves some', () => {
    const gated = replaced('log_loss: {', 'training_difference: { at_most: 0.0001 }\n        log_loss: {')
    expect(refused(gated).problems.map(({ code, hint }) => [code, hint])).toEqual([
      ['MISSING_KEY', 'name their file, under $OUT, as train.predictions'],
    ])
    const left = gated.replace(/( +)model: .*onnx.*\n/, (line, indent) => `${line}${indent}predictions: own.csv\n`)
    expect(firstModel(left).train?.predictions).toBe('own.csv')
  })
})
