import path from 'node:path'
import { canonicalDigest, digestOf, type EvaluateBody, type Section } from '@seaworthy/record'
import { readReportedMetrics } from '@seaworthy/training'
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
  const bytes = await line.files.read(path.join(line.tree.root, file))
  if (!bytes)
    throw new PipelineError('METRICS_MISSING', `the metrics file ${file} of "${planned.name}" is not there`, {
      hint: 'write it in a step before this one, or commit it',
    })
  const candidate = await readReportedMetrics(path.join(line.tree.root, file), file)
  const digest = digestOf(bytes)
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
  const consumed = [{ role: 'metrics', name: file, digest, bytes: bytes.byteLength, locations: [] }]
  const section = makeSection(line, 'evaluate', { model: planned.name, key, consumed, produced: [], body })
  await line.sections.save(section)
  return section
}
