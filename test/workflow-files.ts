import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'

export const root = path.resolve(import.meta.dirname, '..')
export const ownRepository = 'seaworthy-ml/seaworthy'

export interface Step {
  readonly id?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

export interface Job {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly permissions?: Readonly<Record<string, string>>
  readonly outputs?: Readonly<Record<string, string>>
  readonly environment?: string
  readonly steps?: readonly Step[]
}

interface Ports {
  readonly inputs?: Readonly<Record<string, { readonly required?: boolean }>>
  readonly outputs?: Readonly<Record<string, { readonly value?: string }>>
}

export interface Workflow {
  readonly on: { readonly workflow_call?: Ports | null }
  readonly permissions?: unknown
  readonly concurrency?: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

export interface Action extends Ports {
  readonly runs: { readonly using: string; readonly steps?: readonly Step[] }
}

export interface Named<Content> {
  /** From the root: `workflows-templates/seaworthy.yml`. */
  readonly file: string
  readonly text: string
  readonly content: Content
}

function read<Content>(pattern: string): readonly Named<Content>[] {
  const files = globSync(pattern, { cwd: root }).map((file) => file.replaceAll(path.sep, '/'))
  return files.toSorted().map((file) => {
    const text = readFileSync(path.join(root, file), 'utf8')
    return { file, text, content: parse(text) as Content }
  })
}

export const templates = read<Workflow>('workflows-templates/*.yml')
export const ownWorkflows = read<Workflow>('.github/workflows/*.yml')
export const reusable = ownWorkflows.filter(({ content }) => 'workflow_call' in content.on)
export const workflows = [...templates, ...ownWorkflows]
export const actions = read<Action>('actions/*/action.yml')
export const composites = actions.filter(({ content }) => content.runs.using === 'composite')

export interface PlacedJob {
  /** `seaworthy.yml: train`. */
  readonly place: string
  readonly file: string
  readonly name: string
  readonly job: Job
}

export function jobsOf(files: readonly Named<Workflow>[]): readonly PlacedJob[] {
  return files.flatMap(({ file, content }) =>
    Object.entries(content.jobs).map(([name, job]) => ({ place: `${path.posix.basename(file)}: ${name}`, file, name, job })),
  )
}

export function stepsOf({ job }: PlacedJob): readonly Step[] {
  return job.steps ?? []
}

/** `train` of `seaworthy-ml/seaworthy/actions/train@…`; null for any other action. */
export function ownActionName(uses: string | undefined): string | null {
  return /^seaworthy-ml\/seaworthy\/actions\/([\w-]+)@/.exec(uses ?? '')?.[1] ?? null
}

/** `plan` of `seaworthy-ml/seaworthy/.github/workflows/plan.yml@…`. */
export function ownWorkflowName(uses: string | undefined): string | null {
  return /^seaworthy-ml\/seaworthy\/\.github\/workflows\/([\w-]+)\.yml@/.exec(uses ?? '')?.[1] ?? null
}

export function actionNamed(name: string): Action | undefined {
  return actions.find(({ file }) => file === `actions/${name}/action.yml`)?.content
}

export function workflowNamed(name: string): Workflow | undefined {
  return reusable.find(({ file }) => file === `.github/workflows/${name}.yml`)?.content
}
