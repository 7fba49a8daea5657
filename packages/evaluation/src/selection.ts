import type { EvaluateBody, Evidence, Warning } from '@seaworthy/record'
import { normalQuantile, selectionBound } from '@seaworthy/stats'
import { manyCandidates } from './limits.ts'

export interface Selected {
  readonly selection: NonNullable<EvaluateBody['selection']>
  readonly warnings: readonly Warning[]
}

/**
 * How often a test set has judged, and by how much the best of so many equal candidates would seem better: said from twenty on.
 * @example selectionOf(20, evidence).selection // { candidates: 20, bound: 0.0187 }, where the standard error is 0.01
 */
export function selectionOf(candidates: number, primary: Evidence | null): Selected {
  const standardError = primary && errorOf(primary)
  const bound = standardError === null ? null : selectionBound({ candidates, standardError })
  const selection = { candidates, bound }
  if (candidates < manyCandidates) return { selection, warnings: [] }
  const luck =
    bound === null || bound === 0
      ? ''
      : `; the best of so many equal ones would seem better by up to ${Number(bound.toPrecision(2))} in ${primary?.metric}`
  const message = `${candidates} candidates were judged on this test set${luck}`
  return { selection, warnings: [{ code: 'MANY_CANDIDATES', message }] }
}

// That of the difference; of the candidate's own value where there is nothing to compare with.
function errorOf({ standardError, candidateInterval }: Evidence): number | null {
  if (standardError !== null) return standardError
  return candidateInterval && (candidateInterval[1] - candidateInterval[0]) / 2 / normalQuantile(0.975)
}
