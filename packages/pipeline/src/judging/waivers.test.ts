import { type MemoryPorts, memoryPorts } from '@seaworthy/registry/fixtures/memory-ports'
import { parseStatusDigest, statusContext } from '@seaworthy/report'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { realEngines } from '../fixtures/engines.ts'
import { codeOf, lineOver } from '../fixtures/line.ts'
import { MemoryHub } from '../fixtures/memory-hub.ts'
import { artifactsOf, sailed } from '../fixtures/sections.ts'
import { edited, type TinyRepository, tinyRepository, variants } from '../fixtures/tiny-repository.ts'
import { bind, preview, ship } from '../fixtures/voyage.ts'
import { modelKeys } from '../keys.ts'
import { keySources, planChange } from '../plan.ts'
import { publish } from '../publish.ts'
import { report, reportComment } from '../report.ts'
import { reportExpired } from '../report-expired.ts'
import { modelNamed, requireConfig } from '../repository-files.ts'

// A pull request makes the model worse on purpose. The base names ada and eve as approvers; eve opens the pull request.
const engines = realEngines()
const gate = 'roc_auc:non_inferior'
const level = 'roc_auc:at_least'
const because = 'origin is <b>lost</b> from June on @all'
let repo: TinyRepository & { readonly first: string }
let ports: MemoryPorts
let hub: MemoryHub
let head: string
let merged: string
beforeAll(async () => {
  const gates = edited('seaworthy.yml', '    release:\n', '      waivers: { approvers: [Ada, eve], expires: 3d }\n\n    release:\n')
  repo = await tinyRepository({ ...variants.base(), ...gates })
  ports = memoryPorts()
  hub = new MemoryHub()
  await ship(lineAt(repo.first, '1'), repo.first)
  await repo.branch('worse', 'main')
  head = await repo.commit(variants.worse())
  await repo.checkout('main')
})
afterAll(async () => {
  await repo[Symbol.asyncDispose]()
  await engines[Symbol.asyncDispose]()
})

const lineAt = (sha: string, runId: string, now?: Date) =>
  lineOver(repo, { sha, runId, hub, ports, engines: engines.ofRun(), ...(now ? { now } : {}) })
const trusted = (now?: Date) => lineAt(repo.first, '300', now)
const command = (name: string, commit = head) => `/seaworthy waive ${commit} ${name} because ${because}`
const saidBy = (author: string, body: string, createdAt = '2026-05-03T12:00:00Z') =>
  void hub.said.push({ body, author, createdAt, updatedAt: createdAt, url: 'https://github.example/ada/ships/pull/7#issuecomment-9' })
const statuses = () => hub.allStatuses.filter(({ sha }) => sha === head).map(({ status }) => status)

describe('a pull request that its gates block', () => {
  let judged: Awaited<ReturnType<typeof preview>>
  let digest: string | null
  beforeAll(async () => {
    hub = new MemoryHub()
    hub.addPull({ number: 7, author: 'eve', head: { sha: head, ref: 'worse', repository: hub.repository } }, [head])
    const line = lineAt(head, '10')
    judged = await preview(line, head, { headBranch: 'worse' })
    const reported = await report(line, judged.plan)
    digest = parseStatusDigest(reported.description)
    hub.addRun({ id: '10', headSha: head, headBranch: 'worse' }, await line.sections.artifacts())
    expect([reported.state, reported.comment]).toEqual(['failure', expect.stringContaining(`\`/seaworthy waive ${head} ${gate} because …\``)])
  })
  beforeEach(() => {
    hub.said.splice(0)
    hub.roles.ada = 'write'
    hub.roles.eve = 'write'
  })

  it('is let pass by an approver: the status and the comment say by whom, until when and why, and name the same record', async () => {
    saidBy('Ada', `${command(gate)}\n${command(level)}`)
    const reported = await reportComment(trusted(), 7)
    expect([reported?.state, reported?.description]).toEqual(['success', `2 gates waived by @Ada until 2026-05-06 · ${digest}`])
    expect(statuses().at(-1)).toMatchObject({ context: statusContext, state: 'success', description: reported?.description })
    const [comment, ...others] = hub.comments
    expect(others).toEqual([])
    expect(comment?.body).toContain('## ⚓ tiny · waived')
    expect(comment?.body).toContain('**Not shown good enough, and let pass by a waiver.** Worse than production.')
    expect(comment?.body).toContain(
      `- **waived:** \`${gate}\` by \`@Ada\` in [a comment](https://github.example/ada/ships/pull/7#issuecomment-9), for this commit and until 2026-05-06: origin is &lt;b&gt;lost&lt;/b&gt; from June on @\u2060all`,
    )
  })

  it('stays blocked where one of its gates is not waived', async () => {
    saidBy('ada', command(gate))
    expect((await reportComment(trusted(), 7))?.state).toBe('failure')
  })

  it('is blocked again once the waiver is edited, taken back, or expired, and says so', async () => {
    saidBy('ada', `${command(gate)}\n${command(level)}`)
    const expired = await reportComment(trusted(new Date('2026-05-06T12:00:00Z')), 7)
    hub.said[0] = { ...(hub.said[0] as (typeof hub.said)[0]), updatedAt: '2026-05-03T12:00:01Z' }
    const changed = await reportComment(trusted(), 7)
    hub.said.splice(0)
    const deleted = await reportComment(trusted(), 7)
    expect([expired?.state, changed?.state, deleted?.state]).toEqual(['failure', 'failure', 'failure'])
    expect([expired?.comment, changed?.comment]).toEqual([expect.stringContaining('it has expired'), expect.stringContaining('was edited after')])
    expect(deleted?.comment).not.toContain('waiver')
  })

  it('is blocked again by the schedule of the day on which its waiver ended, and by none before', async () => {
    saidBy('ada', `${command(gate)}\n${command(level)}`)
    await reportComment(trusted(), 7)
    hub.addPull({ number: 8, head: { sha: repo.first, ref: 'other', repository: hub.repository } })
    const at = async (now: string) => (await reportExpired(trusted(new Date(now)))).map(({ pullRequest, reported }) => [pullRequest, reported.state])
    expect([await at('2026-05-05T23:00:00Z'), await at('2026-05-06T05:17:00Z'), await at('2026-05-07T05:17:00Z')]).toEqual([
      [],
      // The day has begun, and the waiver holds until noon.
      [[7, 'success']],
      [[7, 'failure']],
    ])
    expect(statuses().at(-1)).toMatchObject({ state: 'failure' })
    expect(await at('2026-05-08T05:17:00Z')).toEqual([])
  })

  it.each([
    ['its own author, approver or not', 'eve', 'nobody waives for their own pull request'],
    ['a stranger', 'mallory', 'is not among `evaluate.waivers.approvers`'],
  ])('is not let pass by %s, and the comment answers', async (_, login, answer) => {
    saidBy(login, `${command(gate)}\n${command(level)}`)
    const reported = await reportComment(trusted(), 7)
    expect([reported?.state, reported?.comment]).toEqual(['failure', expect.stringContaining(answer)])
  })

  it('is not let pass by an approver who lost write access', async () => {
    hub.roles.ada = 'read'
    saidBy('ada', `${command(gate)}\n${command(level)}`)
    expect((await reportComment(trusted(), 7))?.comment).toContain('may not write to this repository now')
  })

  it('keeps its waivers when its own run reports anew', async () => {
    saidBy('ada', `${command(gate)}\n${command(level)}`)
    const line = lineAt(head, '10')
    await line.sections.savePlan(judged.plan)
    const { validated, trained, evaluated } = judged
    for (const section of [validated, evaluated, ...(trained ? [trained] : [])]) await line.sections.save(section)
    expect((await report(line, judged.plan)).state).toBe('success')
  })

  it('is not written anew where no run has ended on its head, or where it is closed', async () => {
    saidBy('ada', command(gate))
    hub.addPull({ number: 8, head: { sha: repo.first, ref: 'other', repository: hub.repository } })
    hub.addPull({ number: 9, state: 'closed', head: { sha: head, ref: 'worse', repository: hub.repository } })
    expect([await reportComment(trusted(), 8), await reportComment(trusted(), 9), await reportComment(trusted(), 99)]).toEqual([null, null, null])
  })
})

describe('a merge of it', () => {
  beforeAll(async () => {
    merged = await repo.merge('worse')
    const mergedAt = '2026-05-04T00:00:00Z'
    hub.allPulls.splice(0)
    const pull = { number: 7, author: 'eve', state: 'closed', merged: true, mergedAt, mergeCommit: merged } as const
    hub.addPull({ ...pull, head: { sha: head, ref: 'worse', repository: hub.repository } }, [head])
    hub.said.splice(0)
  })

  it('publishes nothing without a waiver', async () => {
    const line = lineAt(merged, '20')
    const { plan, evaluated } = await bind(line, merged)
    expect([plan.models[0]?.origin.kind, evaluated.body.findings.filter(({ waiver }) => waiver)]).toEqual(['run', []])
    expect(await codeOf(publish(line, plan, 'tiny'))).toBe('BLOCKED')
  })

  it('publishes what was waived before it, however late: in the section, in the release notes and under another key', async () => {
    saidBy('ada', `${command(gate)}\n${command(level)}`)
    const before = await bind(lineAt(merged, '21'), merged)
    hub.said.splice(0)
    const without = await bind(lineAt(merged, '22'), merged)
    saidBy('ada', `${command(gate)}\n${command(level)}`)
    const shipped = await ship(lineAt(merged, '23', new Date('2026-07-01T00:00:00Z')), merged)
    const finding = shipped.evaluated.body.findings.find(({ id }) => id === gate)
    expect(finding).toMatchObject({
      verdict: 'fail',
      effect: 'none',
      waiver: { sha: head, gate, by: 'ada', because, expires: '2026-05-06T12:00:00.000Z' },
    })
    expect([shipped.evaluated.key === before.evaluated.key, shipped.evaluated.key === without.evaluated.key]).toEqual([true, false])
    expect([shipped.published?.body.version, shipped.promoted?.body.outcome]).toEqual(['1.1.0', 'assigned'])
    const notes = ports.allReleases().find(({ tag }) => tag === 'tiny@v1.1.0')?.body
    expect(notes).toContain(`- **waived:** \`${gate}\` by \`@ada\``)
  })
})

describe('a pull request that names approvers of its own', () => {
  it('is judged by the approvers of the base, whatever its own configuration says', async () => {
    hub = new MemoryHub()
    Object.assign(hub.roles, { ada: 'write', mallory: 'write' })
    await repo.branch('greedy', repo.first)
    const yaml = (await repo.tree.read(repo.first, 'seaworthy.yml'))?.toString() ?? ''
    const sha = await repo.commit({ ...variants.better(), 'seaworthy.yml': yaml.replace('[Ada, eve]', '[mallory]') })
    await repo.checkout('main')
    hub.addPull({ number: 7, head: { sha, ref: 'greedy', repository: hub.repository } })
    const line = lineAt(sha, '30')
    const keys = modelKeys(modelNamed(await requireConfig(line.tree, sha), 'tiny'), await keySources(line, sha))
    const request = { kind: 'pull_request', commit: sha, tree: sha, base: repo.first, pullRequest: 7, fork: false, headBranch: 'greedy' } as const
    const plan = await planChange(line, request)
    const sections = sailed({ keys, sha, runId: '30', verdict: 'inconclusive' })
    for (const section of Object.values(sections)) await line.sections.save(section)
    hub.addRun({ id: '30', headSha: sha, headBranch: 'greedy' }, artifactsOf(plan, sections))
    saidBy('mallory', command(level, sha))
    const told = [await report(line, plan), await reportComment(trusted(), 7)].map((one) => [one?.state, one?.comment.includes('is not among')])
    saidBy('ada', command(level, sha))
    expect([...told, (await reportComment(trusted(), 7))?.state]).toEqual([['failure', true], ['failure', true], 'success'])
  })
})
