import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../fixtures/line.ts'
import { type EchoBench, type EchoedRows, echoBench } from '../fixtures/scored-rows.ts'

let bench: EchoBench
beforeAll(async () => {
  bench = await echoBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

const floats = (...values: number[]) => Float32Array.from(values)
const doubles = (...values: number[]) => Float64Array.from(values)
const p = { outputs: [{ name: 'p', columns: ['a', 'b', 'c'] }] }

describe('binary classification', () => {
  const rows: EchoedRows = {
    task: 'binary-classification',
    csv: 'label,a,b\nyes,0.25,0.75\nno,0.5,0.5\n',
    candidate: { outputs: [{ name: 'p', columns: ['a', 'b'] }], metadata: { classes: '["no","yes"]' } },
  }

  it('holds the second of the two classes for positive where none is declared, in both models', async () => {
    const baseline = { outputs: [{ name: 'p', columns: ['b', 'a'] }], metadata: { classes: '["yes","no"]' } }
    const { scored } = await bench.score({ ...rows, baseline })
    const expected = { kind: 'binary', label: Uint8Array.of(1, 0), score: floats(0.75, 0.5), prediction: null, weight: null }
    expect([scored.candidate, scored.baseline]).toEqual([expected, expected])
  })

  it('takes decisions where the model gives no scores', async () => {
    const candidate = { outputs: [{ name: 'label_out', columns: ['late'], type: 'int64' as const }] }
    const { scored } = await bench.score({ ...rows, csv: 'label,late\n1,1\n0,1\n', candidate })
    expect(scored.candidate).toEqual({ kind: 'binary', label: Uint8Array.of(1, 0), score: null, prediction: Uint8Array.of(1, 1), weight: null })
  })

  it.each<[string, Partial<EchoedRows>, string]>([
    [
      'a label that the model does not know',
      { csv: 'label,a,b\nyes,0,1\nmaybe,0,1\n' },
      'row 1 of the test window has the label "maybe" in "label"; the model\'s classes are no, yes',
    ],
    [
      'a third label where the model names none',
      { csv: 'label,a,b\n1,0,1\n0,0,1\n2,0,1\n', candidate: { outputs: [{ name: 'p', columns: ['a', 'b'] }] } },
      'row 2 of the test window has the label "2" in "label"; the labels are "1", which is positive, and "0"',
    ],
  ])('refuses %s', async (_what, parts, message) => {
    await expect(bench.score({ ...rows, ...parts })).rejects.toMatchObject({ code: 'LABEL_INVALID', message })
  })

  it('knows a class that is written as a decimal', async () => {
    const { scored } = await bench.score({
      ...rows,
      csv: 'label,a,b\n1.0,0,1\n0.0,0,1\n',
      candidate: { outputs: [{ name: 'p', columns: ['a', 'b'] }] },
    })
    expect(scored.candidate).toMatchObject({ label: Uint8Array.of(1, 0) })
  })
})

describe('multiclass classification', () => {
  const rows: EchoedRows = {
    task: 'multiclass-classification',
    csv: 'label,a,b,c\ny,0.5,0.25,0.25\nx,0,1,0\n',
    candidate: { ...p, metadata: { classes: '["x","y","z"]' } },
  }

  it('numbers the labels by the classes of the model', async () => {
    const { scored } = await bench.score(rows)
    expect(scored.candidate).toEqual({
      kind: 'multiclass',
      classes: ['x', 'y', 'z'],
      label: Uint8Array.of(1, 0),
      prediction: null,
      probability: floats(0.5, 0.25, 0.25, 0, 1, 0),
      weight: null,
    })
  })

  it('gives production, whose classes stand in another order, the same columns, and 0 for a class that it does not know', async () => {
    const baseline = { outputs: [{ name: 'p', columns: ['a', 'd'] }], metadata: { classes: '["w","x"]' } }
    const { scored } = await bench.score({ ...rows, csv: 'label,a,b,c,d\ny,0.5,0.25,0.25,0.5\n', baseline })
    expect([scored.candidate, scored.baseline]).toMatchObject([
      { classes: ['x', 'y', 'z', 'w'], label: Uint8Array.of(1), probability: floats(0.5, 0.25, 0.25, 0) },
      { classes: ['x', 'y', 'z', 'w'], label: Uint8Array.of(1), probability: floats(0.5, 0, 0, 0.5) },
    ])
  })

  it('lists the classes that occur where the model decides and names none', async () => {
    const candidate = { outputs: [{ name: 'y', columns: ['a'], type: 'int64' as const }] }
    const { scored } = await bench.score({ ...rows, csv: 'label,a\n7,5\n5,9\n', candidate })
    expect(scored.candidate).toMatchObject({
      classes: ['7', '5', '9'],
      label: Int32Array.of(0, 1),
      prediction: Int32Array.of(1, 2),
      probability: null,
    })
  })

  it('refuses a label that the candidate does not know, even where production does', async () => {
    const baseline = { outputs: [{ name: 'p', columns: ['a', 'b', 'c'] }], metadata: { classes: '["x","y","w"]' } }
    await expect(bench.score({ ...rows, csv: 'label,a,b,c\nw,1,0,0\n', baseline })).rejects.toMatchObject({
      code: 'LABEL_INVALID',
      message: 'row 0 of the test window has the label "w" in "label"; the candidate\'s classes are x, y, z',
    })
  })
})

describe('multilabel classification', () => {
  const rows: EchoedRows = {
    task: 'multilabel-classification',
    csv: 'label,a,b\n"[""rain"", ""snow""]",0.5,1\n[],0.25,0\nsnow|rain,0,0\n',
    candidate: { outputs: [{ name: 'p', columns: ['a', 'b'] }], metadata: { labels: '["rain","snow"]' } },
  }

  it('reads the labels that a cell lists', async () => {
    const { scored } = await bench.score(rows)
    expect(scored.candidate).toEqual({
      kind: 'multilabel',
      labels: ['rain', 'snow'],
      label: Uint8Array.of(1, 1, 0, 0, 1, 1),
      score: floats(0.5, 1, 0.25, 0, 0, 0),
      prediction: null,
      weight: null,
    })
  })

  it('refuses a label that the candidate does not know', async () => {
    await expect(bench.score({ ...rows, csv: 'label,a,b\nrain|hail,0,0\n' })).rejects.toMatchObject({
      code: 'LABEL_INVALID',
      message: 'row 0 of the test window has the label "hail" in "label"; the candidate\'s labels are rain, snow',
    })
  })
})

describe('regression and forecasting', () => {
  const rows: EchoedRows = { task: 'regression', csv: 'label,a\n1.5,2\n-3,4\n', candidate: { outputs: [{ name: 'y', columns: ['a'] }] } }

  it('holds a number against a number', async () => {
    const { scored, unit, clusters } = await bench.score({ ...rows, baseline: rows.candidate })
    const expected = { kind: 'regression', label: doubles(1.5, -3), prediction: floats(2, 4), quantiles: null, interval: null, weight: null }
    expect({ ...scored, unit, clusters }).toEqual({
      candidate: expected,
      baseline: expected,
      cluster: null,
      ordered: false,
      slices: [],
      unit: 'row',
      clusters: 2,
    })
  })

  it('takes the outermost of symmetric quantiles for an interval', async () => {
    const candidate = { ...p, metadata: { quantiles: '[0.1,0.5,0.9]' } }
    const { scored } = await bench.score({ ...rows, csv: 'label,a,b,c\n1,0,1,2\n', candidate })
    expect(scored.candidate).toMatchObject({
      prediction: floats(1),
      quantiles: { levels: [0.1, 0.5, 0.9], values: floats(0, 1, 2) },
      interval: { lower: doubles(0), upper: doubles(2) },
    })
  })

  it.each([
    ['a text', 'label,a\none,1\n', 'row 0 of the test window has the label "one" in "label"; it must be a finite number'],
    ['missing', 'label,a\n1,1\n,1\n', 'row 1 of the test window has no label in "label"'],
  ])('refuses a label that is %s', async (_what, csv, message) => {
    await expect(bench.score({ ...rows, csv })).rejects.toMatchObject({ code: 'LABEL_INVALID', message })
  })

  it('scales each series by how its training rows move, in the order of time', async () => {
    const { scored } = await bench.score({
      ...rows,
      task: 'forecasting',
      csv: 'store,day,label,a\nN,2024-01-05,1,2\nS,2024-01-05,3,4\n',
      history: 'store,day,label\nN,2024-01-03,7\nN,2024-01-01,1\nS,2024-01-01,5\nN,2024-01-02,3\nS,2024-01-02,6\n',
      data: { id: ['store'], time: 'day' },
    })
    // N goes 1, 3, 7: it moves by 2 and 4; S by 1.
    expect(scored.candidate).toMatchObject({
      kind: 'forecasting',
      series: Uint8Array.of(0, 1),
      scale: doubles(3, 1),
      squaredScale: doubles(10, 1),
      naive: null,
    })
  })

  it('knows no scale of a series without a past, nor without training rows', async () => {
    const forecasts: EchoedRows = { ...rows, task: 'forecasting', csv: 'store,label,a\nN,1,2\n', data: { cluster: 'store' } }
    expect((await bench.score(forecasts)).scored.candidate).toMatchObject({ scale: null, squaredScale: null })
    const { scored } = await bench.score({ ...forecasts, history: 'store,label\nN,1\n' })
    expect(scored.candidate).toMatchObject({ scale: doubles(Number.NaN), squaredScale: doubles(Number.NaN) })
  })
})

describe('ranking', () => {
  const rows: EchoedRows = {
    task: 'ranking',
    csv: 'q,label,a,country,w\nx,1,0.5,DE,2\ny,0,7,FR,1\nx,0,0.25,DE,2\n',
    candidate: { outputs: [{ name: 's', columns: ['a'] }] },
    data: { id: ['q'] },
  }

  it('gathers the items of a query wherever they stand; weight and slice are those of the query', async () => {
    const slices = [{ name: 'country', parts: [{ column: 'country', bins: null }] }]
    const { scored, unit, clusters } = await bench.score({ ...rows, slices, data: { id: ['q'], weight: 'w' } })
    expect({ ...scored, unit, clusters }).toEqual({
      candidate: {
        kind: 'ranking',
        starts: Uint32Array.of(0, 2, 3),
        relevance: doubles(1, 0, 0),
        score: floats(0.5, 0.25, 7),
        item: null,
        popularity: null,
        relevant: null,
        weight: doubles(2, 1),
      },
      baseline: null,
      cluster: null,
      ordered: false,
      slices: [{ column: 'country', codes: Uint8Array.of(0, 1), values: ['DE', 'FR'] }],
      unit: 'query',
      clusters: 2,
    })
  })

  it('refuses a query whose rows are of two clusters, two slices or two weights', async () => {
    const mixed = { ...rows, csv: 'q,label,a,country,w\nx,1,0.5,DE,2\nx,0,0.25,FR,1\n' }
    const slices = [{ name: 'country', parts: [{ column: 'country', bins: null }] }]
    for (const parts of [{ slices }, { data: { id: ['q'], weight: 'w' } }, { data: { id: ['q'], cluster: 'country' } }]) {
      await expect(bench.score({ ...mixed, ...parts })).rejects.toMatchObject({ code: 'UNIT_MIXED', message: expect.stringContaining('query "x"') })
    }
  })

  it('refuses a relevance below 0, and rows of no known query', async () => {
    expect(await codeOf(bench.score({ ...rows, csv: rows.csv.replace('x,1,', 'x,-1,') }))).toBe('LABEL_INVALID')
    expect(await codeOf(bench.score({ ...rows, data: { id: [] } }))).toBe('COLUMN_UNDECLARED')
  })
})

describe('clustering', () => {
  it('numbers the groups of the truth and of each model by themselves', async () => {
    const groups = (column: string) => ({ outputs: [{ name: 'g', columns: [column], type: 'int64' as const }] })
    const csv = 'label,a,b\nx,5,1\ny,5,2\nx,7,1\n'
    const { scored } = await bench.score({ task: 'clustering', csv, candidate: groups('a'), baseline: groups('b') })
    const rows = { kind: 'clustering', label: Uint8Array.of(0, 1, 0), features: null, weight: null }
    expect([scored.candidate, scored.baseline]).toEqual([
      { ...rows, prediction: Uint8Array.of(0, 0, 1) },
      { ...rows, prediction: Uint8Array.of(0, 1, 0) },
    ])
  })
})

describe('whatever the task', () => {
  const rows: EchoedRows = { task: 'regression', csv: 'label,a,w\n1,2,0.5\n3,4,0\n', candidate: { outputs: [{ name: 'y', columns: ['a'] }] } }

  it('counts each row by its weight', async () => {
    const { scored } = await bench.score({ ...rows, data: { weight: 'w' } })
    expect(scored.candidate).toMatchObject({ weight: doubles(0.5, 0) })
  })

  it.each([
    ['negative', '-1', 'the weight in "w" of row 1 of the test window is -1'],
    ['missing', '', 'the weight in "w" of row 1 of the test window is missing'],
    ['a text', 'much', 'the weight in "w" of row 0 of the test window is 0.5'],
  ])('refuses a weight that is %s', async (_what, weight, message) => {
    const refused = bench.score({ ...rows, csv: `label,a,w\n1,2,0.5\n3,4,${weight}\n`, data: { weight: 'w' } })
    await expect(refused).rejects.toMatchObject({ code: 'WEIGHT_INVALID', message })
  })

  it('reads the output that the configuration names, of production only where it has it', async () => {
    const candidate = {
      outputs: [
        { name: 'mean', columns: ['a'] },
        { name: 'other', columns: ['w'] },
      ],
    }
    const { scored } = await bench.score({ ...rows, candidate, baseline: rows.candidate, output: 'mean' })
    expect([scored.candidate, scored.baseline]).toMatchObject([{ prediction: floats(2, 4) }, { prediction: floats(2, 4) }])
    expect(await codeOf(bench.score({ ...rows, candidate }))).toBe('OUTPUT_AMBIGUOUS')
  })

  it('numbers days by time, in whatever order the rows stand', async () => {
    const csv = 'label,a,day\n1,2,2024-01-03\n1,2,2024-01-01\n1,2,2024-01-02\n'
    const { scored, unit } = await bench.score({ ...rows, csv, data: { time: 'day' } })
    expect([scored.cluster, scored.ordered, unit]).toEqual([Int32Array.of(2, 0, 1), true, 'day of day'])
  })

  it('asks where the masks of a segmentation are', async () => {
    expect(await codeOf(bench.score({ ...rows, task: 'segmentation' }))).toBe('COLUMN_UNDECLARED')
  })

  it('says of text that a model file is not run', async () => {
    expect(await codeOf(bench.score({ ...rows, task: 'text' }))).toBe('TASK_UNSUPPORTED')
  })
})
