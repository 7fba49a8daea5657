import path from 'node:path'
import type { Artifact, Digest, EvaluateBody } from '@seaworthy/record'
import type { Line } from '../../line.ts'
import type { ProductionModel } from '../production-model.ts'
import { documentsDiffer } from './documents-differ.ts'
import type { HarnessResults } from './harness-results.ts'
import { findResults, keepResults, productionResultsRole, resultsRole } from './kept-results.ts'
import { isUnmeasured, type Measuring } from './measuring.ts'

export interface PairQuestion {
  readonly name: string
  readonly model: Artifact
  readonly file: string
  readonly production: ProductionModel | null
  readonly scoring: Digest
  /** The metrics that are judged. */
  readonly metrics: readonly string[]
}

/** What a harness says of the candidate and of production, of the same documents. */
export interface MeasuredPair {
  readonly candidate: HarnessResults
  /** Null where there is no production, where it is the same bytes, or where nothing can be said of it. */
  readonly baseline: HarnessResults | null
  readonly units: EvaluateBody['units']
  readonly produced: readonly Artifact[]
}

/**
 * Measures the candidate, and production where its release kept nothing of the same documents. Production is asked first: what the
 * candidate's bytes may do when they are loaded comes too late for it. Only where the benchmark itself has changed since its release it is
 * asked again, after the candidate.
 */
export async function measuredPair(line: Line, question: PairQuestion, measuring: Measuring): Promise<MeasuredPair> {
  const { name, model, file, production, scoring, metrics } = question
  const compared = production && production.described.digest !== model.digest ? production : null
  const kept = compared && (await keptBy(line, compared, scoring))
  const made = compared && !kept ? await asked(line, compared, measuring) : null
  const candidate = await measuring.of({ digest: model.digest, file, who: 'the candidate', role: resultsRole })
  const isOther = (results: HarnessResults): string | null => documentsDiffer(candidate, results, metrics)
  const stale = kept && isOther(kept)
  const again = compared && stale ? await asked(line, compared, measuring) : null
  const found = choose({ kept, stale, made: again ?? made })
  // A harness that was asked of both just now, and speaks of other documents, is an error of the judgement; what cannot be asked is missing.
  const differs = found.results && !measuring.isRunHere ? isOther(found.results) : null
  const baseline = differs ? null : found.results
  const units = compared ? { units: differs ? { baseline: 'missing' as const, reason: shortened(differs) } : found.said } : { units: undefined }
  const own = await keepResults(line, name, { role: resultsRole, model: model.digest, scoring, results: candidate })
  const other =
    baseline && compared && measuring.isRunHere
      ? [await keepResults(line, name, { role: productionResultsRole, model: compared.described.digest, scoring, results: baseline })]
      : []
  return { candidate, baseline, ...units, produced: [own, ...other] }
}

type Asked = { readonly results: HarnessResults } | { readonly results: null; readonly why: string }

// What was just made stands before what is kept of other documents.
function choose({ kept, stale, made }: { readonly kept: HarnessResults | null; readonly stale: string | null; readonly made: Asked | null }): {
  readonly results: HarnessResults | null
  readonly said: NonNullable<EvaluateBody['units']>
} {
  if (kept && !stale) return { results: kept, said: { baseline: 'kept', reason: null } }
  if (made?.results) return { results: made.results, said: { baseline: 'made', reason: null } }
  return { results: null, said: { baseline: 'missing', reason: made ? shortened(made.why) : null } }
}

async function keptBy(line: Line, { record, file, described }: ProductionModel, scoring: Digest): Promise<HarnessResults | null> {
  const section = record?.sections.evaluate
  return section ? findResults(line, { section, folder: path.dirname(file), role: resultsRole }, { model: described.digest, scoring }) : null
}

async function asked(line: Line, { described, file }: ProductionModel, measuring: Measuring): Promise<Asked> {
  try {
    return { results: await measuring.of({ digest: described.digest, file, who: 'production', role: productionResultsRole }) }
  } catch (error) {
    if (!isUnmeasured(error)) throw error
    line.log.warn(`production's results by the harness are missing: ${error.message}`)
    return { results: null, why: `${error.code}: ${error.message}` }
  }
}

function shortened(text: string): string {
  return text.slice(0, 500)
}
