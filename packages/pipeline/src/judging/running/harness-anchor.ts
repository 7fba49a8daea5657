import path from 'node:path'
import type { Artifact, Digest, EvaluateBody, Warning } from '@seaworthy/record'
import type { VerifiedVersion } from '@seaworthy/registry'
import type { Line } from '../../line.ts'
import type { PlannedModel } from '../../plan-document.ts'
import type { Policies } from '../../policy-of-plan.ts'
import { anchorVersion } from '../anchor.ts'
import type { ProductionModel } from '../production-model.ts'
import { documentsDiffer } from './documents-differ.ts'
import type { HarnessResults } from './harness-results.ts'
import { anchorResultsRole, findResults, keepResults, resultsRole } from './kept-results.ts'
import { isUnmeasured, type Measuring } from './measuring.ts'

/** The last release that was shown better, and what a harness said of it. */
export interface HarnessAnchor {
  readonly described: NonNullable<EvaluateBody['anchor']>
  /** Null where it is production, or where nothing can be said of it: nothing is asked of it then. */
  readonly results: HarnessResults | null
  readonly produced: readonly Artifact[]
  readonly warnings: readonly Warning[]
}

export interface AnchorQuestion {
  readonly planned: PlannedModel
  readonly policies: Policies
  readonly production: ProductionModel | null
  readonly scoring: Digest
  readonly candidate: HarnessResults
  readonly measuring: Measuring
}

/** The anchor of a candidate, by what its release kept of the same documents, else measured too. Null where there is none. */
export async function harnessAnchor(line: Line, question: AnchorQuestion): Promise<HarnessAnchor | null> {
  const { primary } = question.policies.judging.policy
  const found = await anchorVersion(line, { planned: question.planned, primary, baseline: question.production })
  if (found === null) return null
  const { version, digest, release } = found
  if (release === null) return { described: { version, digest }, results: null, produced: [], warnings: [] }
  return { described: { version, digest }, ...(await measured(line, question, release)) }
}

async function measured(line: Line, question: AnchorQuestion, release: VerifiedVersion): Promise<Omit<HarnessAnchor, 'described'>> {
  const { planned, policies, scoring, candidate, measuring } = question
  const { primary } = policies.judging.policy
  await using scratch = await line.files.temporary('anchor')
  await line.registry?.fetch(release, scratch.path)
  const file = path.join(scratch.path, release.model.name)
  const model = release.model.digest
  const section = release.record.sections.evaluate
  const kept = section ? await findResults(line, { section, folder: path.dirname(file), role: resultsRole }, { model, scoring }) : null
  try {
    const isKept = kept !== null && documentsDiffer(candidate, kept, [primary]) === null
    const results = isKept ? kept : await measuring.of({ digest: model, file, who: 'an earlier release', role: anchorResultsRole })
    const differs = documentsDiffer(candidate, results, [primary])
    if (differs) return notCompared(release, differs)
    const produced = isKept ? [] : [await keepResults(line, planned.name, { role: anchorResultsRole, model, scoring, results })]
    return { results, produced, warnings: [] }
  } catch (error) {
    if (!isUnmeasured(error)) throw error
    return notCompared(release, error.message)
  }
}

function notCompared({ version }: VerifiedVersion, why: string): Omit<HarnessAnchor, 'described'> {
  const message = `the anchor v${version} cannot be compared: ${why.slice(0, 300)}; small losses can add up until a release is shown better`
  return { results: null, produced: [], warnings: [{ code: 'ANCHOR_NOT_SCORED', message }] }
}
