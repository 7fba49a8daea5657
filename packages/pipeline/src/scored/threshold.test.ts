import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EchoBench, type EchoedRows, echoBench } from '../fixtures/scored-rows.ts'

let bench: EchoBench
beforeAll(async () => {
  bench = await echoBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

const echo = (column: string) => ({ outputs: [{ name: 'p', columns: [column] }] })
const rows: EchoedRows = {
  task: 'binary-classification',
  csv: 'label,a,b\n1,0.5,0.25\n0,0.25,0.125\n1,0.75,0.5\n',
  candidate: echo('a'),
  baseline: echo('b'),
}
const chosen = { kind: 'chosen', dataset: 'validation', metric: 'f1' } as const
const validation = 'label,a,b\n0,0.25,0\n0,0.5,0\n1,0.75,0.25\n1,0.9,0.5\n'

describe('a threshold', () => {
  it('that is set decides for both models: above it, not at it', async () => {
    const { scored, warnings } = await bench.score({ ...rows, threshold: { kind: 'fixed', value: 0.25 } })
    expect([scored.candidate, scored.baseline]).toMatchObject([{ prediction: Uint8Array.of(1, 0, 1) }, { prediction: Uint8Array.of(0, 0, 1) }])
    expect(warnings).toEqual([{ code: 'THRESHOLD', message: 'a score counts as positive above 0.25' }])
  })

  it('that is chosen is the best on other rows, each model its own', async () => {
    const { scored, warnings } = await bench.score({ ...rows, threshold: chosen, validation })
    expect([scored.candidate, scored.baseline]).toMatchObject([{ prediction: Uint8Array.of(0, 0, 1) }, { prediction: Uint8Array.of(1, 0, 1) }])
    const message = `a score counts as positive above 0.625 (production's: above 0.125), where f1 is best on "validation"`
    expect(warnings).toEqual([{ code: 'THRESHOLD', message }])
  })

  it('is chosen by the least cost where the metric is one', async () => {
    const { warnings } = await bench.score({ ...rows, baseline: echo('b'), threshold: { ...chosen, metric: 'cost_1_5' }, validation })
    expect(warnings).toMatchObject([{ message: expect.stringContaining('above 0.625') }])
  })

  it('decides label by label where rows may have several', async () => {
    const candidate = { outputs: [{ name: 'p', columns: ['a', 'b'] }], metadata: { labels: '["x","y"]' } }
    const { baseline: _, ...alone } = rows
    const csv = 'label,a,b\nx,0.5,0.25\n'
    const { scored } = await bench.score({ ...alone, task: 'multilabel-classification', csv, candidate, threshold: { kind: 'fixed', value: 0.3 } })
    expect(scored.candidate).toMatchObject({ prediction: Uint8Array.of(1, 0) })
  })

  it('that is to be chosen on rows that are not there, or by a model without scores, is refused', async () => {
    await expect(bench.score({ ...rows, threshold: chosen })).rejects.toMatchObject({
      code: 'THRESHOLD_UNKNOWN',
      message: 'no threshold can be chosen on "validation": the model has no data of that name here',
    })
    const decides = { outputs: [{ name: 'y', columns: ['label'], type: 'int64' as const }] }
    await expect(bench.score({ ...rows, candidate: decides, threshold: chosen, validation })).rejects.toMatchObject({
      code: 'THRESHOLD_UNKNOWN',
      message: 'no threshold can be chosen on "validation": the model gives no scores of two classes',
    })
  })
})
