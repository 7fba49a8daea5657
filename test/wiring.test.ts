import { describe, expect, it } from 'vitest'
import {
  actionNamed,
  actions,
  composites,
  type Job,
  jobsOf,
  ownActionName,
  ownWorkflowName,
  type Step,
  stepsOf,
  workflowNamed,
  workflows,
} from './workflow-files.ts'

const jobs = jobsOf(workflows)

/** What a text reads of `steps.<id>.outputs.<name>` or `needs.<job>.outputs.<name>`. */
function readsOf(scope: 'steps' | 'needs' | 'jobs', text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(new RegExp(`\\b${scope}\\.([\\w-]+)\\.outputs\\.([\\w-]+)`, 'g'))].map((match) => [match[1] ?? '', match[2] ?? ''])
}

/** Outputs of a step of ours; null where another's action or a script makes them. */
function stepOutputs(step: Step | undefined): readonly string[] | null {
  const name = ownActionName(step?.uses)
  return name === null ? null : Object.keys(actionNamed(name)?.outputs ?? {})
}

function jobOutputs(job: Job | undefined): readonly string[] {
  const called = ownWorkflowName(job?.uses)
  return Object.keys(called === null ? (job?.outputs ?? {}) : (workflowNamed(called)?.on.workflow_call?.outputs ?? {}))
}

/** Outputs that are read of steps which do not give them. */
function unknownStepOutputs(steps: readonly Step[], text: string): readonly string[] {
  return readsOf('steps', text)
    .filter(([id, name]) => {
      const step = steps.find((candidate) => candidate.id === id)
      return step === undefined || stepOutputs(step)?.includes(name) === false
    })
    .map(([id, name]) => `steps.${id}.outputs.${name}`)
}

function wrongInputs(given: Step['with'], declared: Readonly<Record<string, { readonly required?: boolean }>>): readonly string[] {
  const names = Object.keys(given ?? {})
  const unknown = names.filter((name) => declared[name] === undefined)
  const missing = Object.entries(declared).filter(([name, { required }]) => required === true && !names.includes(name))
  return [...unknown.map((name) => `unknown ${name}`), ...missing.map(([name]) => `missing ${name}`)]
}

function wrongStepInputs(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => {
    const name = ownActionName(step.uses)
    return name === null ? [] : wrongInputs(step.with, actionNamed(name)?.inputs ?? {}).map((problem) => `${name}: ${problem}`)
  })
}

describe('inputs', () => {
  it.each(jobs.filter((placed) => stepsOf(placed).length > 0))('$place passes its actions the inputs that they have', (placed) => {
    expect(wrongStepInputs(stepsOf(placed))).toEqual([])
  })

  it.each(composites)('$file passes its stages the inputs that they have, and its own', ({ text, content }) => {
    expect(wrongStepInputs(content.runs.steps ?? [])).toEqual([])
    const read = [...text.matchAll(/\binputs\.([\w-]+)/g)].map((match) => match[1] ?? '')
    expect(read.filter((name) => content.inputs?.[name] === undefined)).toEqual([])
  })

  it.each(jobs.filter(({ job }) => job.uses !== undefined))('$place passes the called workflow the inputs that it has', ({ job }) => {
    expect(wrongInputs(job.with, workflowNamed(ownWorkflowName(job.uses) ?? '')?.on.workflow_call?.inputs ?? {})).toEqual([])
  })
})

describe('outputs', () => {
  it.each(jobs)('$place reads outputs that its steps and the jobs before it give', ({ file, job }) => {
    const text = JSON.stringify(job)
    const before = workflows.find((workflow) => workflow.file === file)?.content.jobs ?? {}
    const unknown = readsOf('needs', text).filter(([id, name]) => !jobOutputs(before[id]).includes(name))
    expect([...unknownStepOutputs(job.steps ?? [], text), ...unknown]).toEqual([])
  })

  it.each(composites)('$file reads outputs that its stages give', ({ text, content }) => {
    expect(unknownStepOutputs(content.runs.steps ?? [], text)).toEqual([])
  })

  it.each(workflows.filter(({ content }) => content.on.workflow_call?.outputs))('$file hands on outputs that its jobs give', ({ content }) => {
    const text = JSON.stringify(content.on.workflow_call)
    expect(readsOf('jobs', text).length).toBeGreaterThan(0)
    expect(readsOf('jobs', text).filter(([id, name]) => !jobOutputs(content.jobs[id]).includes(name))).toEqual([])
  })
})

describe('actions', () => {
  it.each(actions)('$file runs on Node 24 or chains such actions', ({ content }) => {
    expect(['node24', 'composite']).toContain(content.runs.using)
  })
})
