import { existsSync, globSync } from 'node:fs'
import path from 'node:path'
import { commands, composites as compositeTable, grantsOf } from '@seaworthy/app'
import { describe, expect, it } from 'vitest'
import {
  actions,
  composites,
  jobsOf,
  ownActionName,
  ownRepository,
  ownWorkflowName,
  ownWorkflows,
  type PlacedJob,
  reusable,
  root,
  stepsOf,
  templates,
  workflowNamed,
  workflows,
} from './workflow-files.ts'

type Grants = Readonly<Record<string, string>>

const templateJobs = jobsOf(templates)
const allJobs = jobsOf(workflows)

/** The highest level of each permission that any of them asks for. */
function union(grants: readonly Grants[]): Grants {
  const highest: Record<string, string> = {}
  for (const [name, level] of grants.flatMap((grant) => Object.entries(grant))) {
    if (level === 'write' || highest[name] === undefined) highest[name] = level
  }
  return highest
}

/** What an action of ours asks of the token, by the table in packages/app. */
function asked(action: string): Grants {
  const composite = compositeTable.find(({ name }) => name === action)
  if (composite) return grantsOf(composite)
  const command = commands.find(({ name }) => name === action)
  if (!command) throw new Error(`no action of that name in the table: ${action}`)
  return command.permissions as Grants
}

function ownActions(placed: PlacedJob): readonly string[] {
  return stepsOf(placed).flatMap(({ uses }) => ownActionName(uses) ?? [])
}

describe('the files that these tests read', () => {
  it('are the two templates, the reusable stages and the actions of the table', () => {
    expect(templates.map(({ file }) => file)).toEqual(['workflows-templates/seaworthy-trusted.yml', 'workflows-templates/seaworthy.yml'])
    expect(reusable.map(({ file }) => path.basename(file, '.yml'))).toEqual(['evaluate', 'plan', 'report', 'validate'])
    const table = [...commands.filter(({ surfaces }) => surfaces.includes('action')), ...compositeTable].map(
      ({ name }) => `actions/${name}/action.yml`,
    )
    expect(actions.map(({ file }) => file)).toEqual(table.toSorted())
  })
})

describe('permissions', () => {
  it.each(workflows)('$file grants nothing on top', ({ content }) => {
    expect(content.permissions).toEqual({})
  })

  it.each(workflows)('$file says beside every grant why it is there', ({ text }) => {
    const grants = text.split('\n').filter((line) => /^\s+[\w-]+: (read|write)\b/.test(line))
    expect(grants.length).toBeGreaterThan(0)
    expect(grants.filter((line) => !/^\s+[\w-]+: (read|write) # \S/.test(line))).toEqual([])
  })

  it.each(allJobs)('$place states its own', ({ job }) => {
    expect(job.permissions).toBeDefined()
  })

  it.each(templateJobs.filter(({ job }) => job.uses !== undefined))(
    '$place grants what the called workflow asks: less is a start-up failure, more is given away',
    ({ job }) => {
      const called = workflowNamed(ownWorkflowName(job.uses) ?? '')
      expect(called).toBeDefined()
      expect(job.permissions).toEqual(union(Object.values(called?.jobs ?? {}).map(({ permissions }) => permissions ?? {})))
    },
  )

  it.each(allJobs.filter((placed) => ownActions(placed).length > 0))('$place grants the union of what its actions ask', (placed) => {
    expect(placed.job.permissions).toEqual(union(ownActions(placed).map(asked)))
  })

  it.each(allJobs.filter(({ name }) => name === 'train'))('$place reads the repository and holds nothing else', ({ job }) => {
    expect(job.permissions).toEqual({ contents: 'read' })
    expect(JSON.stringify(job)).not.toContain('secrets.')
  })

  it.each(compositeTable.filter(({ steps }) => steps.some(({ stage }) => stage === 'train')))(
    'the composite $name, in which user code runs, asks for nothing to write',
    (composite) => {
      expect(Object.values(grantsOf(composite))).not.toContain('write')
    },
  )
})

describe('secrets', () => {
  it('reach the jobs that sign, each in the environment of the default branch', () => {
    const holders = allJobs.filter(({ job }) => JSON.stringify(job).includes('secrets.'))
    expect(holders.map(({ name }) => name).toSorted()).toEqual(['rollback', 'ship', 'undo'])
    for (const { job } of holders) {
      expect(job.environment).toBe('seaworthy')
      expect(JSON.stringify(job).match(/secrets\.\w+/g)).toEqual(['secrets.SEAWORTHY_SIGNING_KEY'])
    }
  })

  it('never reach a called workflow', () => {
    for (const { text } of workflows) expect(text).not.toMatch(/^\s+secrets:/m)
  })

  it.each(allJobs.filter((placed) => stepsOf(placed).length > 0))('$place leaves no token behind in the checkout', (placed) => {
    const checkouts = stepsOf(placed).filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false))
  })
})

describe('actions and workflows that others use', () => {
  const uses = [...allJobs.flatMap((placed) => [placed.job, ...stepsOf(placed)]), ...composites.flatMap(({ content }) => content.runs.steps ?? [])]
  const references = [...new Set(uses.flatMap((part) => part.uses ?? []))]

  it.each(references.filter((reference) => !reference.startsWith('./')))('%s is pinned by a full SHA', (reference) => {
    expect(reference).toMatch(/@[0-9a-f]{40}$/)
    // Only our own are still without a commit: the release script writes it.
    if (!reference.startsWith(`${ownRepository}/`)) expect(reference).not.toMatch(/@0{40}$/)
  })

  it('pins a foreign action to one commit everywhere', () => {
    const foreign = references.filter((reference) => !reference.startsWith('./') && !reference.startsWith(`${ownRepository}/`))
    expect(foreign).toEqual([...new Map(foreign.map((reference) => [reference.split('@')[0], reference])).values()])
  })

  it('names the version beside every foreign SHA', () => {
    for (const { text } of [...workflows, ...composites]) {
      const foreign = text
        .split('\n')
        .filter((line) => /^\s*(- )?uses: /.test(line) && !line.includes(`${ownRepository}/`) && !line.includes('uses: ./'))
      expect(foreign.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
    }
  })

  it.each(references.filter((reference) => reference.startsWith(`${ownRepository}/`)))('%s exists', (reference) => {
    const [file = ''] = reference.slice(ownRepository.length + 1).split('@')
    expect(existsSync(path.join(root, file.endsWith('.yml') ? file : `${file}/action.yml`))).toBe(true)
  })

  it.each(composites)('$file chains stages and no composite', ({ content }) => {
    const names = composites.map(({ file }) => path.dirname(file))
    const used = (content.runs.steps ?? []).flatMap((step) => ownActionName(step.uses) ?? [])
    expect(used.length).toBeGreaterThan(0)
    expect(used.filter((name) => names.includes(`actions/${name}`))).toEqual([])
  })

  it.each(reusable)('$file calls no other workflow', ({ content }) => {
    expect(Object.values(content.jobs).filter((job) => job.uses !== undefined)).toEqual([])
  })

  it('live in .github/workflows itself: GitHub calls none from a subfolder', () => {
    expect(globSync('.github/workflows/*/**', { cwd: root })).toEqual([])
    const called = templateJobs.flatMap(({ job }) => job.uses ?? [])
    expect(called.filter((reference) => ownWorkflowName(reference) === null)).toEqual([])
  })

  it('leave concurrency to the templates: equal groups of caller and called cancel each other', () => {
    for (const { text } of [...ownWorkflows, ...actions]) expect(text).not.toContain('concurrency')
  })
})
