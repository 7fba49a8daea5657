import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type TinyEcho, tinyEcho } from '@seaworthy/inference/testing/tiny-classifiers'
import type { Explanation } from '@seaworthy/record'
import { memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, describe, expect, it } from 'vitest'
import { evaluateFile } from '../evaluate.ts'
import { realEngines } from '../fixtures/engines.ts'
import { lineOver } from '../fixtures/line.ts'
import { MemoryHub } from '../fixtures/memory-hub.ts'
import { header, ordersRepository } from '../fixtures/orders-repository.ts'
import { planChange } from '../plan.ts'

const engines = realEngines()
afterAll(() => engines[Symbol.asyncDispose]())

/** Customers with eight orders each, scattered over the file; large ones are paid, whatever their id. */
const rows = Array.from({ length: 2400 }, (_, at) => {
  const amount = (at * 7919) % 90
  return `${(at * 31) % 100},c${at % 300},${amount},${amount >= 60 ? 1 : 0}`
})
const test = `${[header, ...rows].join('\n')}\n`

interface Task {
  readonly task: string
  readonly id: string
  readonly gate: string
  readonly model: TinyEcho
}

async function explained({ task, id, gate, model }: Task): Promise<Explanation> {
  const data = 'contract: contracts/orders.odcs.yaml, label: paid'
  const config = `samples: show
models:
  orders:
    task: ${task}
    data:
      train: { source: data/train.csv, ${data} }
      test: { source: data/test.csv, ${data}, id: ${id} }
    train: { run: 'exit 1', model: model.onnx }
    gates: { ${gate}: { at_least: 0.01 } }
`
  await using repo = await ordersRepository(config, { 'data/test.csv': test })
  const line = lineOver(repo, { sha: repo.first, runId: '1', hub: new MemoryHub(), ports: memoryPorts(), engines: engines.ofRun() })
  const file = path.join(repo.root, 'model.onnx')
  await writeFile(file, tinyEcho(model))
  const plan = await planChange(line, {
    kind: 'local',
    commit: repo.first,
    tree: repo.first,
    base: null,
    pullRequest: null,
    fork: false,
    headBranch: null,
  })
  const { explanation } = (await evaluateFile(line, { plan, name: 'orders', file })).body
  if (!explanation) throw new Error('there is no explanation')
  return explanation
}

describe('an explanation of ranked lists', () => {
  it('shuffles columns among whole queries, drawn until they are about a thousand rows', async () => {
    const found = await explained({
      task: 'ranking',
      id: 'customer',
      gate: 'ndcg@3',
      model: { outputs: [{ name: 'score', columns: ['amount'], shape: ['N'] }] },
    })
    expect([found.metric, found.rows, found.disagreements]).toEqual(['ndcg@3', 1000, []])
    expect(found.importance.map(({ column }) => column)).toEqual(['amount'])
    // Large orders are ranked first and are the paid ones; shuffled, a third of what is first is paid.
    expect(found.importance[0]?.candidate).toBeGreaterThan(0.4)
    expect(found.dependence[0]?.points.map(({ value, candidate }) => Number(value) - candidate)).toEqual(new Array(10).fill(0))
  })
})

describe('an explanation of groups', () => {
  it('says how much less they tell of the true ones without a column, and draws no mean of names', async () => {
    const found = await explained({
      task: 'clustering',
      id: 'id',
      gate: 'adjusted_rand',
      model: { outputs: [{ name: 'group', columns: ['amount'], type: 'int64', shape: ['N'] }] },
    })
    expect([found.metric, found.rows, found.dependence, found.disagreements]).toEqual(['adjusted_rand', 1000, [], []])
    expect(found.importance.map(({ column, candidate }) => [column, candidate > 0.01])).toEqual([['amount', true]])
  })
})
