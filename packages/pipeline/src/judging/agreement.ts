import path from 'node:path'
import type { Probed } from '@seaworthy/evaluation'
import { Contracts } from '../contracts.ts'
import { PipelineError } from '../errors.ts'
import type { Gathered } from '../evaluate.ts'
import type { Line } from '../line.ts'
import { datasetNamed, lockedDatasets } from '../locked-data.ts'
import { modelNamed, readLock, requireConfig } from '../repository-files.ts'
import { ask, type Question } from './probing/answers.ts'
import { largestDifference } from './probing/determinism.ts'
import { type OwnPredictions, readOwnPredictions } from './probing/own-predictions.ts'
import { readRows } from './probing/read-rows.ts'

/** Numbers that differ by less were rounded on the way: a file in float32, an export. */
const telling = 1e-5

/**
 * The largest difference between what the training code predicted for its own rows and what its model says of them here. Nothing where
 * training left no such file: a gate on it is then refused.
 */
export async function trainingDifference(
  line: Line,
  { plan, planned, trained, candidate }: Gathered,
  question: Question,
): Promise<readonly Probed[]> {
  const model = modelNamed(await requireConfig(line.tree, plan.tree), planned.name)
  const name = model.train?.predictions ?? null
  const left = name === null ? null : (trained?.section.produced.find((one) => one.name === name) ?? null)
  if (!trained || left === null || name === null) return []
  const at = path.join(trained.folder, 'out', name)
  if ((await line.files.digest(at))?.digest !== left.digest)
    throw new PipelineError('DATA_CHANGED', `${name} is not the file that training left`, { hint: 'train again' })
  const session = await line.engines.session()
  const contracts = await Contracts.of(line, { tree: plan.tree, base: planned.policyCommit, name: planned.name })
  const datasets = await lockedDatasets(line, { model, lock: await readLock(line.tree, plan.tree), session, contracts })
  const rows = datasetNamed(datasets, 'train', planned.name)
  const own = await readOwnPredictions(session, { path: at, name }, { classes: candidate.classes, kind: question.kind, rows })
  const batch = await readRows(session, rows, { at: own.rows, columns: candidate.columns })
  const here = await ask(candidate, batch, question)
  const value = largestDifference(here, { ...here, values: own.values })
  const notes = differing(here.values, own, here.width)
  return [{ id: 'training_difference', candidate: { value, interval: null }, baseline: null, ratio: null, units: batch.rows, notes }]
}

function differing(here: ArrayLike<number>, { rows, values }: OwnPredictions, width: number): readonly string[] {
  const isApart = (cell: number): boolean => Math.abs((here[cell] as number) - (values[cell] as number)) > telling
  const apart = Array.from(rows).filter((_, at) => Array.from({ length: width }, (__, place) => at * width + place).some(isApart))
  if (apart.length === 0) return []
  const first = apart.slice(0, 5).join(', ')
  return [`${apart.length} of ${rows.length} predictions differ by more than ${telling}; the first are those of training rows ${first}`]
}
