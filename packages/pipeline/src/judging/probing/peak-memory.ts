import type { Probed } from '@seaworthy/evaluation'
import type { TimedSample } from '@seaworthy/stats'
import type { Line } from '../../line.ts'
import { ofBoth, type Pair } from './pair.ts'
import type { ProbedModel } from './probes.ts'
import { compared } from './speed.ts'

/** As many processes of each model, in turn: the fewest by which a gate decides. */
const rounds = 10

/** Memory that each model adds to processes of their own, in the middle of ten. Nothing where it cannot be told here. */
export async function peakMemory(
  { engines }: Pick<Line, 'engines'>,
  request: Pair<ProbedModel> & { readonly seed: string },
): Promise<readonly Probed[]> {
  const found = { candidate: new Float64Array(rounds), baseline: new Float64Array(rounds) }
  for (let round = 0; round < rounds; round++) {
    const { candidate, baseline } = await ofBoth(request, ({ file }) => engines.peakMemory(file))
    if (candidate === null || (request.baseline !== null && baseline === null)) return []
    found.candidate[round] = candidate
    found.baseline[round] = baseline ?? 0
  }
  const sample = (value: Float64Array): TimedSample => ({ value, round: Int32Array.from({ length: rounds }, (_, round) => round) })
  const measured = { rounds, candidate: sample(found.candidate), baseline: request.baseline && sample(found.baseline) }
  return [compared('peak_memory', measured, { quantile: 0.5, seed: request.seed })]
}
