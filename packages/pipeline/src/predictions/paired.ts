import type { Scored } from '@seaworthy/evaluation'
import { type Rows, selectUnits, unitsOf } from '@seaworthy/metrics'
import type { Digest } from '@seaworthy/record'
import { PipelineError } from '../errors.ts'
import { TextIndex } from './packed-texts.ts'
import type { Predictions } from './predictions.ts'
import { truthDigest, truthsDiffer } from './truth.ts'

export interface PairedPredictions {
  readonly scored: Scored
  /** What a cluster is; null where units are independent. */
  readonly unit: string | null
  /** Of what was true, in the candidate's order: what resamples are drawn by. */
  readonly testSet: Digest
}

/** Two models' predictions of the same units as one: the baseline in the candidate's order. */
export function paired(candidate: Predictions, baseline: Predictions): PairedPredictions {
  const order = orderOf(candidate, baseline)
  const said = order === null ? baseline.rows : selectUnits(baseline.rows, order)
  const differ = truthsDiffer(candidate.rows, said)
  if (differ)
    throw new PipelineError(
      'LABEL_INVALID',
      `${unitName(candidate, differ.unit)} has ${truthName(candidate.rows)} ${differ.candidate} in ${candidate.file} and ${differ.baseline} in ${baseline.file}`,
      { hint: sameRows },
    )
  const { cluster, ordered, of } = candidate.units
  const scored = { candidate: candidate.rows, baseline: { ...said, weight: candidate.rows.weight }, cluster, ordered, slices: candidate.slices }
  return { scored, unit: of, testSet: truthDigest(candidate.rows) }
}

const sameRows = 'both must predict the same rows'

/** For each unit of the candidate, the place of it in the baseline; null where they stand in the same order. */
function orderOf(candidate: Predictions, baseline: Predictions): Uint32Array | null {
  const n = unitsOf(candidate.rows)
  const others = unitsOf(baseline.rows)
  const noun = candidate.rows.kind === 'ranking' ? 'queries' : 'rows'
  if (n !== others) throw new PipelineError('ROWS_DIFFER', `${candidate.file} has ${n} ${noun}, ${baseline.file} has ${others}`, { hint: sameRows })
  const [ids, otherIds] = [candidate.ids, baseline.ids]
  if (!ids || !otherIds) return null
  const index = new TextIndex(otherIds)
  const order = new Uint32Array(n)
  let isSame = true
  for (let unit = 0; unit < n; unit++) {
    const place = otherIds.isSame(unit, ids, unit) ? unit : index.placeOf(ids, unit)
    if (place < 0) {
      const what = candidate.rows.kind === 'ranking' ? 'query' : 'id'
      throw new PipelineError('ROWS_DIFFER', `${what} ${ids.at(unit)} of ${candidate.file} is not in ${baseline.file}`, { hint: sameRows })
    }
    if (place !== unit) isSame = false
    order[unit] = place
  }
  return isSame ? null : order
}

function unitName({ rows, ids }: Predictions, unit: number): string {
  if (rows.kind === 'ranking') return `query ${ids?.at(unit) ?? unit}`
  return ids === null ? `row ${unit}` : `row ${unit} (id ${ids.at(unit)})`
}

function truthName({ kind }: Rows): string {
  if (kind === 'text') return 'the reference'
  return kind === 'ranking' ? 'an item of relevance' : 'the label'
}
