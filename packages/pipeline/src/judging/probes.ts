import type { Probed } from '@seaworthy/evaluation'
import { probeKind } from '@seaworthy/evaluation'
import type { Batch } from '@seaworthy/inference'
import { type Rows, unitsOf } from '@seaworthy/metrics'
import { seedOf } from '@seaworthy/stats'
import type { Gathered } from '../evaluate.ts'
import type { Line } from '../line.ts'
import { datasetDigest } from '../locked-data.ts'
import { positiveOf } from '../scored/table-of-task.ts'
import { trainingDifference } from './agreement.ts'
import { predictionKind, type Question } from './probing/answers.ts'
import { drawRows } from './probing/draw-rows.ts'
import { isOfFile, takeFileProbes } from './probing/file-probes.ts'
import type { Pair } from './probing/pair.ts'
import { type ProbedModel, takeProbes } from './probing/probes.ts'
import { readRows } from './probing/read-rows.ts'
import { thresholdIn } from './probing/threshold-in.ts'

/** Rows of the test set that probes are taken on. */
const probedRows = 1000

/** What running the models shows, as far as a policy names it: most evaluations need none of it. */
export async function probe(line: Line, gathered: Gathered): Promise<readonly Probed[]> {
  const named = namedProbes(gathered)
  const question = questionOf(gathered)
  // What a command has said can be looked up, and not asked anew.
  const isRunHere = gathered.said.prediction === undefined && question !== null
  const ids = isRunHere ? named : named.filter(isOfFile)
  if (ids.length === 0) return []
  const models = probedModels(gathered)
  const seed = datasetDigest(gathered.dataset)
  if (!isRunHere) return takeFileProbes(ids, models)
  const batch = await probedBatch(line, gathered, models)
  const taken = await takeProbes(line, { ids, batch, question, seed, ...models })
  return ids.includes('training_difference') ? [...taken, ...(await trainingDifference(line, gathered, question))] : taken
}

async function probedBatch(line: Line, { dataset, set }: Gathered, { candidate, baseline }: Pair<ProbedModel>): Promise<Batch> {
  const columns = [...new Set([candidate, baseline].flatMap((one) => one?.model.columns ?? []))]
  const seed = seedOf(`${datasetDigest(dataset)} probes`)
  const at = drawRows({ rows: rowsOf(set.scored.candidate), size: probedRows, seed })
  return readRows(await line.engines.session(), dataset, { at, columns })
}

/** Of both policies: the proposed one is judged too. */
function namedProbes({ policies }: Gathered): readonly string[] {
  const named = [policies.judging, policies.proposed].flatMap((one) =>
    one ? [one.policy.primary, ...one.policy.metrics, ...one.policy.gates.map(({ metric }) => metric)] : [],
  )
  return [...new Set(named)].filter((id) => probeKind(id) !== null)
}

export function probedModels({ candidate, file, baseline, set }: Gathered): Pair<ProbedModel> {
  const { scored } = set
  const production = scored.baseline ?? scored.candidate
  return {
    candidate: { model: candidate, file, threshold: thresholdIn(scored.candidate) },
    baseline: baseline && { model: baseline.model, file: baseline.file, threshold: thresholdIn(production) },
  }
}

/** What the models of a policy's task are asked; null where their rows are no lines of a table, or name images. */
export function questionOf({ policies, candidate }: Pick<Gathered, 'policies' | 'candidate'>): Question | null {
  const { model, policy } = policies.judging
  // A thousand images would have to be opened again for each question.
  const kind = candidate.pictures.length > 0 ? null : predictionKind(policy.kind)
  return kind && { kind, positive: positiveOf(model, candidate), output: model.evaluate.output }
}

/** How many lines of the table there are: of rankings, items. */
export function rowsOf(rows: Rows): number {
  return rows.kind === 'ranking' ? (rows.starts.at(-1) ?? 0) : unitsOf(rows)
}
