import path from 'node:path'
import { type Artifact, canonicalDigest, type EvaluateBody, type Section } from '@seaworthy/record'
import { PipelineError } from './errors.ts'
import { judgedBody } from './judged-body.ts'
import { evaluationPage } from './judging/evaluation-page.ts'
import { countsOf, harnessResults, namedResults } from './judging/running/harness-results.ts'
import { recordedProduction } from './judging/running/recorded-production.ts'
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
  const given = harnessResults(results)
  const candidate = namedResults(given)
  const production = await recordedProduction(line, planned)
  const consumed = await filesRead(line, { at, file, read: results.read })
  const [only, ...others] = consumed
  const digest = only && others.length === 0 ? only.digest : canonicalDigest(consumed.map(({ name, digest: one }) => ({ name, digest: one })))
  const { judgeReported } = await import('@seaworthy/evaluation')
  const test = canonicalDigest({ reported: file })
  const reported = { candidate: candidate.numbers, baseline: production?.numbers ?? null, samples: { candidate: candidate.samples, baseline: null } }
  const verdicts = judgedBody(policies, (policy) => judgeReported({ ...reported, policy, testSet: test }))
  const body: EvaluateBody = {
    ...verdicts,
    warnings: [...verdicts.warnings, ...(production?.warnings ?? [])],
    dataset: { name: file, digest: test, ...countsOf(given.samples), window: null },
    candidate: null,
    baseline: production?.described ?? null,
    identical: false,
    binding,
  }
  const key = evaluateKey({
    toolMajor: toolMajor(line.identity.tool),
    policy: judging.source.digest,
    dataset: body.dataset.digest,
    model: digest,
    baseline: production?.described.record ?? null,
    binding,
  })
  const page = await evaluationPage(line, planned.name, body)
  const section = makeSection(line, 'evaluate', { model: planned.name, key, consumed, produced: [page], body })
  await line.sections.save(section)
  return section
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
