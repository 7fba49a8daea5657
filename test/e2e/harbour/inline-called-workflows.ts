// act ends a whole run where a called workflow fails; GitHub goes on with the jobs whose `if` says so. For runs that are to fail
// there, each call is replaced by the one job of the workflow that it calls.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse, stringify } from 'yaml'

type Json = Readonly<Record<string, unknown>>
interface Workflow extends Json {
  readonly jobs: Readonly<Record<string, Json>>
  readonly on?: { readonly workflow_call?: { readonly inputs?: Readonly<Record<string, { readonly default?: string }>> } | null }
}

const call = /^seaworthy-ml\/seaworthy\/(\.github\/workflows\/[\w-]+\.yml)@/

/** The workflow with no calls left; `actions` is the folder of our release. */
export async function inlineCalledWorkflows(text: string, actions: string): Promise<string> {
  const workflow = parse(text) as Workflow
  const jobs = await Promise.all(Object.entries(workflow.jobs).map(async ([name, job]) => [name, await inlined(job, actions)] as const))
  return stringify({ ...workflow, jobs: Object.fromEntries(jobs) }, { lineWidth: 0 })
}

async function inlined(job: Json, actions: string): Promise<Json> {
  const [, file] = call.exec(String(job.uses ?? '')) ?? []
  if (file === undefined) return job
  const called = parse(await readFile(path.join(actions, file), 'utf8')) as Workflow
  const { uses: _uses, with: inputs = {}, ...caller } = job
  const declared = Object.entries(called.on?.workflow_call?.inputs ?? {}).map(([name, input]) => [name, input.default ?? ''])
  const given = { ...Object.fromEntries(declared), ...(inputs as Readonly<Record<string, string>>) }
  return { ...(withInputs(Object.values(called.jobs)[0] ?? {}, given) as Json), ...caller }
}

/** `inputs.x` becomes what the caller passed, or its default: the inside of an expression, or a text as a literal. */
function withInputs(value: unknown, inputs: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return value.replace(/inputs\.([\w-]+)/g, (_whole, name: string) => literal(inputs[name] ?? ''))
  if (Array.isArray(value)) return value.map((one) => withInputs(one, inputs))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withInputs(one, inputs)]))
}

const literal = (given: string): string => /^\$\{\{(.*)\}\}$/.exec(given)?.[1]?.trim() ?? `'${given}'`
