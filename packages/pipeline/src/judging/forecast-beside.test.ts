import { memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from '../fixtures/engines.ts'
import { lineOver } from '../fixtures/line.ts'
import { MemoryHub } from '../fixtures/memory-hub.ts'
import { type OrdersRepository, ordersRepository } from '../fixtures/orders-repository.ts'
import { previewOrders, shipOrders } from '../fixtures/predicting-repository.ts'

// Forecasts are scaled by how the training rows move: those of the candidate, of its repeats, of the anchor, and of the second test set.
const stores = 40
const sales = (id: number) => (id % stores) + ((id * 13) % 7)
const days = (from: number, count: number) => {
  const rows = Array.from({ length: stores * count }, (_, at) => {
    const id = from * stores + at
    const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(id / stores))).toISOString().slice(0, 10)
    return `${id},s${id % stores},${day},${sales(id)}`
  })
  return `${['id,store,day,sales', ...rows].join('\n')}\n`
}
const rows = (name: string) => `{ source: data/${name}.csv, label: sales, id: id, cluster: store, time: day }`
const config = `samples: show
models:
  orders:
    task: forecasting
    data:
      train: ${rows('train')}
      test: ${rows('test')}
      last: ${rows('last')}
    train: { run: node train.mjs, model: model.json, repeat: 2 }
    evaluate:
      primary: mase
      confirm: last
      predict: { run: node predict.mjs }
      gates: { mase: { non_inferior: 0.5, at_most: 2 } }
    release: { on_merge: production }
`
const trainer = `import { readFileSync, writeFileSync } from 'node:fs'
const { error } = JSON.parse(readFileSync('model.json', 'utf8'))
writeFileSync(process.env.OUT + '/model.json', JSON.stringify({ error: error + process.env.SEED / 10 }))
`
const program = `import { readFileSync, writeFileSync } from 'node:fs'
const { error } = JSON.parse(readFileSync(process.env.MODEL, 'utf8'))
const [header, ...lines] = readFileSync(process.env.DATA, 'utf8').trim().split('\\n')
if (header !== 'id,store,day') throw new Error('these columns were not expected: ' + header)
const forecasts = lines.map((line) => {
  const id = Number(line.split(',')[0])
  return id + ',' + ((id % ${stores}) + ((id * 13) % 7) + (id % 2 === 0 ? error : -error) * (1 + (id % 3) / 10))
})
writeFileSync(process.env.OUT, ['id,prediction', ...forecasts].join('\\n') + '\\n')
`
const engines = realEngines()
const [ports, hub] = [memoryPorts(), new MemoryHub()]
let repo: OrdersRepository
beforeAll(async () => {
  repo = await ordersRepository(config, {
    'data/train.csv': days(0, 20),
    'data/test.csv': days(20, 10),
    'data/last.csv': days(30, 10),
    'model.json': '{ "error": 1 }\n',
    'train.mjs': trainer,
    'predict.mjs': program,
  })
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

let runs = 0
const at = (sha: string) => lineOver(repo, { sha, runId: String(++runs), hub, ports, engines: engines.ofRun() })

/** How far sales of a store move from one training day to the next, on average over stores. */
function meanStep(): number {
  const steps = Array.from({ length: stores * 19 }, (_, id) => Math.abs(sales(id + stores) - sales(id)))
  return steps.reduce((sum, step) => sum + step, 0) / steps.length
}

describe('forecasts of a command', () => {
  it('have a scaled error in repeats, and on the second test set', async () => {
    const { judged, version } = await shipOrders(at(repo.first), repo.first)
    const { repeats, findings, confirm } = judged.body
    expect([version, confirm?.dataset, findings.map(({ id, verdict }) => `${id} ${verdict}`)]).toEqual([
      '1.0.0',
      'last',
      ['mase:at_most pass', 'mase:at_most:confirm pass'],
    ])
    const values = repeats?.values.mase ?? []
    // Every store moves by other steps, but all of them by about as much; the second run errs by a tenth more.
    expect([values.length, Math.abs((values[0] ?? 0) * meanStep() - 1.1) < 0.1]).toEqual([2, true])
    expect((values[1] ?? 0) / (values[0] ?? 1)).toBeCloseTo(1.1, 10)
  })

  it('have one against the anchor, too', async () => {
    const worse = await repo.commit({ 'model.json': '{ "error": 1.05 }\n' })
    expect((await shipOrders(at(worse), worse)).version).toBe('1.1.0')
    await repo.branch('change', 'main')
    const head = await repo.commit({ 'model.json': '{ "error": 1.08 }\n' })
    await repo.checkout('main')
    const { body } = await previewOrders(at(head), head)
    expect(body.anchor?.version).toBe('1.0.0')
    const against = body.findings.find(({ id }) => id === 'mase:non_inferior:anchor')
    expect([against?.verdict, against?.bound]).toEqual(['pass', 1])
    expect(against?.evidence.baseline).toBeGreaterThan(0)
  })
})
