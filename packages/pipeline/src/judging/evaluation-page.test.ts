import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { digestOf } from '@seaworthy/record'
import { memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from '../fixtures/engines.ts'
import { lineOver, type TestLine } from '../fixtures/line.ts'
import { MemoryHub } from '../fixtures/memory-hub.ts'
import { type TinyRepository, tinyRepository, variants } from '../fixtures/tiny-repository.ts'
import { type Judged, preview, ship } from '../fixtures/voyage.ts'

const engines = realEngines()
const ports = memoryPorts()
const hub = new MemoryHub()
let repo: TinyRepository & { readonly first: string }
let judged: Judged & { readonly line: TestLine }
beforeAll(async () => {
  repo = await tinyRepository()
  await ship(lineAt(repo.first, '1'), repo.first)
  await repo.branch('better', 'main')
  const head = await repo.commit(variants.better())
  await repo.checkout('main')
  const line = lineAt(head, '2')
  judged = { ...(await preview(line, head, { headBranch: 'better' })), line }
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

function lineAt(sha: string, runId: string): TestLine {
  return lineOver(repo, { sha, runId, hub, ports, engines: engines.ofRun() })
}

describe('the page of an evaluation', () => {
  it('lies among the files of the run, by its digest', async () => {
    const folder = await judged.line.sections.folder('tiny', 'evaluate')
    const bytes = await readFile(path.join(folder, 'evaluation.html'))
    expect(judged.evaluated.produced.find(({ role }) => role === 'page')).toEqual({
      role: 'page',
      name: 'evaluation.html',
      digest: digestOf(bytes),
      bytes: bytes.byteLength,
      locations: [],
    })
    expect(bytes.toString()).toContain('<figcaption>ROC</figcaption>')
  })

  it('is drawn from the section alone: both models, as sums over rows', () => {
    const { plots, dataset } = judged.evaluated.body
    if (plots?.kind !== 'binary') throw new Error('no plots of a binary classifier')
    const rows = [plots.candidate, plots.baseline].map((one) => one?.calibration?.reduce((sum, bin) => sum + bin.rows, 0))
    expect(rows).toEqual([dataset.rows, dataset.rows])
    expect(JSON.stringify(plots).length).toBeLessThan(6000)
  })
})
