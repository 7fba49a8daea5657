import path from 'node:path'
import { type Artifact, canonicalDigest, type EvaluateBody, type Section } from '@seaworthy/record'
import type { ReadResults } from '@seaworthy/results'
import { PipelineError } from './errors.ts'
import { judgedBody } from './judged-body.ts'
import { evaluateKey, toolMajor } from './keys.ts'
import type { Line } from './line.ts'
import type { Plan, PlannedModel } from './plan-document.ts'
import type { Policies } from './policy-of-plan.ts'
import { makeSection } from './sections.ts'

/** The first rung: numbers in a file, written by code that saw the labels. They are judged as what they are: reported. */
export async function evaluateReported(
  line: Line,
  request: { readonly plan: Plan; readonly planned: PlannedModel; readonly policies: Policies; readonly binding: boolean },
): Promise<Section<'evaluate'>> {
  const { planned, policies, binding } = request
  const { judging } = policies
  const file = judging.model.metrics
  if (!file) throw new PipelineError('NO_MODEL_DECLARED', `model "${planned.name}" declares neither train nor metrics`)
  const at = path.join(line.tree.root, file)
  const { readResults } = await import('@seaworthy/results')
  const results = await readResults({ path: at, name: file })
  const candidate = numbersOf(results)
  const consumed = await filesRead(line, { at, file, read: results.read })
  const [only, ...others] = consumed
  const digest = only && others.length === 0 ? only.digest : canonicalDigest(consumed.map(({ name, digest: one }) => ({ name, digest: one })))
  const { judgeReported } = await import('@seaworthy/evaluation')
  const body: EvaluateBody = {
    ...judgedBody(policies, (policy) => judgeReported({ policy, candidate, baseline: null })),
    dataset: { name: file, digest: canonicalDigest({ reported: file }), rows: 0, clusters: 0, unit: 'not known', window: null },
    candidate: null,
    baseline: null,
    identical: false,
    binding,
  }
  const key = evaluateKey({
    toolMajor: toolMajor(line.identity.tool),
    policy: judging.source.digest,
    dataset: body.dataset.digest,
    model: digest,
    baseline: null,
    binding,
  })
  const section = makeSection(line, 'evaluate', { model: planned.name, key, consumed, produced: [], body })
  await line.sections.save(section)
  return section
}

/** Numbers by the tool's own names, and by our ids where exactly one of them is that metric. */
function numbersOf({ metrics }: ReadResults): Readonly<Record<string, number>> {
  const own = metrics.map(({ name, value }) => [name, value] as const)
  const named = new Set(metrics.map(({ name }) => name))
  const byId = Map.groupBy(
    metrics.filter(({ canonical }) => canonical !== null && !named.has(canonical)),
    ({ canonical }) => canonical,
  )
  const same = [...byId].flatMap(([id, found]) => (id !== null && found.length === 1 ? found.map(({ value }) => [id, value] as const) : []))
  return Object.fromEntries([...own, ...same])
}

/** What was read, with its digest: a folder's files one by one. */
async function filesRead(
  line: Line,
  { at, file, read }: { readonly at: string; readonly file: string; readonly read: readonly string[] },
): Promise<readonly Artifact[]> {
  const artifacts: Artifact[] = []
  for (const name of read) {
    const isIt = read.length === 1 && path.basename(at) === name
    const found = (await line.files.digest(isIt ? at : path.join(at, name))) ?? null
    if (!found)
      throw new PipelineError('METRICS_MISSING', `${name} of ${file} is gone since it was read`, {
        hint: 'run evaluate when nothing else writes there',
      })
    artifacts.push({ role: 'metrics', name: isIt ? file : `${file}/${name}`, ...found, locations: [] })
  }
  return artifacts
}
