import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { digestOf } from '@seaworthy/record'
import { type MemoryPorts, memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realEngines } from '../fixtures/engines.ts'
import { codeOf, type LineOptions, lineOver, type TestLine } from '../fixtures/line.ts'
import { MemoryHub } from '../fixtures/memory-hub.ts'
import { type TinyRepository, tinyRepository, variants } from '../fixtures/tiny-repository.ts'
import { preview, ship } from '../fixtures/voyage.ts'
import { findUnits, keepUnits, publishedUnits, repeatUnitsRole, unitsFileOf, unitsRole, unitsRoleOn } from './kept-units.ts'

const engines = realEngines()
const hub = new MemoryHub()
let repo: TinyRepository & { readonly first: string }
let ports: MemoryPorts
beforeAll(async () => {
  repo = await tinyRepository()
  ports = memoryPorts()
  await ship(lineAt(repo.first, { runId: '1' }), repo.first)
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

const lineAt = (sha: string, options: Partial<LineOptions> = {}): TestLine =>
  lineOver(repo, { sha, hub, ports, engines: engines.ofRun(), ...options })

/** The same line, by another version of this tool: what was kept by an older one is computed anew. */
const newer = (line: TestLine): TestLine => ({ ...line, identity: { ...line.identity, tool: { ...line.identity.tool, version: '0.2.0' } } })

describe('results of production by unit', () => {
  it('are reused from its release, and lead to the very numbers that scoring it again leads to', async () => {
    await repo.branch('better', 'main')
    const head = await repo.commit(variants.better())
    await repo.checkout('main')
    const reused = await preview(lineAt(head), head, { headBranch: 'better' })
    const again = await preview(newer(lineAt(head)), head, { headBranch: 'better' })
    expect(reused.evaluated.body.units).toEqual({ baseline: 'kept', reason: null })
    expect(again.evaluated.body.units).toEqual({ baseline: 'made', reason: null })
    const { evidence, findings, explanation } = again.evaluated.body
    expect(reused.evaluated.body).toMatchObject({ evidence, findings, explanation })
  })

  it('are left beside a preview of no model that is run here: only what is published keeps them', async () => {
    await repo.branch('worse', 'main')
    const head = await repo.commit(variants.worse())
    await repo.checkout('main')
    const { evaluated } = await preview(lineAt(head), head, { headBranch: 'worse' })
    expect(evaluated.produced.map(({ role }) => role)).not.toContain(unitsRole)
  })

  it('are taken only for the same test set, model and way to score, and only whole', async () => {
    const line = lineAt(repo.first)
    const prediction = { kind: 'ranking', score: Float64Array.of(1, 2) } as const
    const about = { dataset: digestOf('dataset'), model: digestOf('model'), scoring: digestOf('scoring') }
    const artifact = await keepUnits(line, 'tiny', { role: unitsRole, units: { ...about, prediction } })
    const folder = await line.sections.folder('tiny', 'evaluate')
    const { evaluated } = await preview(lineAt(repo.first), repo.first, { base: null })
    const find = (wanted = about, role = unitsRole) => findUnits(line, { section: { ...evaluated, produced: [artifact] }, folder, role }, wanted)
    expect(await find()).toEqual(prediction)
    expect(await find(about, 'production-units')).toBeNull()
    for (const part of ['dataset', 'model', 'scoring']) expect(await find({ ...about, [part]: digestOf('other') })).toBeNull()
    await writeFile(path.join(folder, unitsFileOf(unitsRole)), 'edited')
    expect(await find()).toBeNull()
    expect(line.logged).toContain('units.bin of tiny is not what its record names; it is made again')
    const forged = { ...artifact, digest: digestOf('edited') }
    expect(await codeOf(findUnits(line, { section: { ...evaluated, produced: [forged] }, folder, role: unitsRole }, about))).toBe('UNITS_INVALID')
  })
})

describe('results on further rows and of further models', () => {
  it('have files and roles of their own, and a release takes those of the candidate', () => {
    const roles = [unitsRole, unitsRoleOn(unitsRole, 'last'), unitsRoleOn(repeatUnitsRole('repeat-2/model.onnx'), 'last'), 'production-units']
    expect(roles.map(unitsFileOf)).toEqual(['units.bin', 'units-last.bin', 'repeat-2-units-last.bin', 'production-units.bin'])
    expect(published(roles, { task: 'binary' })).toEqual(roles.slice(0, 2))
  })

  it('are not published where they are texts, unless a harness said of documents what they got', () => {
    const harness = {
      from: 'base',
      tree: 'a'.repeat(40),
      isolation: 'namespaces',
      reason: null,
      network: false,
      format: 'lm-eval',
      taken: null,
    } as const
    expect(published([unitsRole], { task: 'text' })).toEqual([])
    expect(published([unitsRole], { task: 'text', harness })).toEqual([unitsRole])
  })
})

function published(roles: readonly string[], body: Parameters<typeof publishedUnits>[0]['body']): readonly string[] {
  const produced = roles.map((role) => ({ role, name: unitsFileOf(role), digest: digestOf(role), bytes: 1, locations: [] }))
  return publishedUnits({ produced, body }).map(({ role }) => role)
}
