import { digestOf, shortDigest } from '@seaworthy/record'
import { memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from '../fixtures/engines.ts'
import { type LineOptions, lineOver } from '../fixtures/line.ts'
import { MemoryHub } from '../fixtures/memory-hub.ts'
import { base, type TinyRepository, tinyRepository, variants } from '../fixtures/tiny-repository.ts'
import { bind, preview, ship } from '../fixtures/voyage.ts'
import { report } from '../report.ts'

const engines = realEngines()
const ports = memoryPorts()
const hub = new MemoryHub()
let repo: TinyRepository & { readonly first: string }
let first: Awaited<ReturnType<typeof ship>>
beforeAll(async () => {
  repo = await tinyRepository()
  first = await ship(at(repo.first, '1'), repo.first)
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

const at = (sha: string, runId: string, options: Partial<LineOptions> = {}) =>
  lineOver(repo, { sha, runId, hub, ports, engines: engines.ofRun(), ...options })
const markOf = (digest: string) => `seaworthy-judged-${shortDigest(digest as `sha256:${string}`)}-tiny`

let branches = 0
async function previewed(l2: number, runId: string, options: Partial<LineOptions> = {}) {
  return previewedWith((base['params.json'] ?? '').replace('"l2": 1', `"l2": ${l2}`), runId, options)
}

async function previewedWith(params: string, runId: string, options: Partial<LineOptions> = {}) {
  const headBranch = `weight-${++branches}`
  await repo.branch(headBranch, 'main')
  const head = await repo.commit({ 'params.json': params })
  await repo.checkout('main')
  const line = at(head, runId, options)
  return { line, head, headBranch, ...(await preview(line, head, { headBranch })) }
}

describe('the number of candidates on a test set', () => {
  it('begins with the first, and is carried on by its release', () => {
    expect(first.evaluated.body.selection).toEqual({ candidates: 1, bound: 0 })
  })

  it('grows with every commit whose run left its mark, counts no run twice, and none of another test set', async () => {
    const test = first.evaluated.body.dataset.digest
    const one = await previewed(2, '10')
    expect(one.evaluated.body.selection?.candidates).toBe(2)
    const left = await one.line.sections.artifacts()
    expect(Object.keys(left)).toContain(markOf(test))
    hub.addRun({ id: '10', headSha: one.head }, left)
    hub.addRun({ id: '11', headSha: one.head }, left)
    hub.addRun({ id: '12', headSha: 'f'.repeat(40) }, { [markOf(digestOf('another month'))]: {} })
    expect((await previewed(3, '13')).evaluated.body.selection?.candidates).toBe(3)
  })

  it('warns from twenty on, with what chance alone would give the best of them', async () => {
    const mark = markOf(first.evaluated.body.dataset.digest)
    for (let run = 0; run < 17; run++) hub.addRun({ id: `2${run}`, headSha: String(run).padStart(40, '0') }, { [mark]: {} })
    const { body } = (await previewedWith(variants.better()['params.json'] ?? '', '30')).evaluated
    expect(body.selection?.candidates).toBe(20)
    expect(body.warnings.find(({ code }) => code === 'MANY_CANDIDATES')?.message).toMatch(
      /^20 candidates were judged on this test set; the best of so many equal ones would seem better by up to 0\.\d+ in roc_auc$/,
    )
  })

  it('is not known, and nothing is said, where the job may not list artifacts', async () => {
    const denied = new MemoryHub()
    denied.runs.named = () => Promise.reject(Object.assign(new Error('Resource not accessible'), { code: 'PERMISSION_MISSING' }))
    const { line, evaluated } = await previewed(5, '40', { hub: denied })
    expect(evaluated.body.selection).toBeUndefined()
    expect(line.logged.at(-1)).toBe('how many candidates this test set has judged is not known: the job lacks `actions: read`')
  })

  it('does not count again what ship judges a second time', async () => {
    const own = { hub: new MemoryHub(), ports }
    const change = await previewed(6, '50', own)
    await report(change.line, change.plan)
    own.hub.addRun({ id: '50', headSha: change.head, headBranch: change.headBranch }, await change.line.sections.artifacts())
    const merged = await repo.merge(change.headBranch)
    own.hub.addPull(
      {
        number: 9,
        state: 'closed',
        merged: true,
        mergeCommit: merged,
        head: { sha: change.head, ref: change.headBranch, repository: own.hub.repository },
      },
      [change.head],
    )
    const line = at(merged, '51', own)
    const { plan, evaluated } = await bind(line, merged)
    expect([plan.models[0]?.origin.kind, evaluated.body.selection?.candidates]).toEqual(['run', 2])
    expect(Object.keys(await line.sections.artifacts()).some((name) => name.startsWith('seaworthy-judged-'))).toBe(false)
  })
})
