import path from 'node:path'
import type { Rows } from '@seaworthy/metrics'
import type { Artifact, Warning } from '@seaworthy/record'
import { PipelineError } from '../errors.ts'
import type { Gathered } from '../evaluate.ts'
import type { Line } from '../line.ts'
import { repeatRole } from '../repeat-names.ts'
import { scoreAlone } from './score-alone.ts'

/** The further models of a recipe, scored on the test rows. */
export interface Repeats {
  /** That of the first run, which is the candidate, and those of the others. */
  readonly seeds: readonly number[]
  readonly rows: readonly Rows[]
  readonly artifacts: readonly Artifact[]
  readonly warnings: readonly Warning[]
}

type Source = Pick<Gathered, 'trained' | 'policies' | 'dataset' | 'planned' | 'open' | 'on'>

/** A further model of a recipe, its bytes verified. */
export interface RepeatedModel {
  readonly artifact: Artifact
  readonly file: string
}

/**
 * What a training left beside its first model.
 * @throws {PipelineError} `MODEL_CHANGED` where the bytes of one are not those that training made.
 */
export async function repeatedModels(line: Line, { trained, planned }: Pick<Source, 'trained' | 'planned'>): Promise<readonly RepeatedModel[]> {
  const artifacts = trained?.section.produced.filter(({ role }) => role === repeatRole) ?? []
  const models = artifacts.map((artifact) => ({ artifact, file: path.join(trained?.folder ?? '', 'out', artifact.name) }))
  for (const { artifact, file } of models)
    if ((await line.files.digest(file))?.digest !== artifact.digest)
      throw new PipelineError('MODEL_CHANGED', `${artifact.name} of "${planned.name}" is not the model that its training made`, {
        hint: 'run the train stage again',
      })
  return models
}

/**
 * Every repeat that a training left beside its first model, on the rows of a dataset; null where it ran once.
 * @throws {PipelineError} as {@link repeatedModels}.
 */
export async function repeatsOf(line: Line, source: Source): Promise<Repeats | null> {
  const { trained, policies, dataset, open, on } = source
  const models = await repeatedModels(line, source)
  if (!trained || models.length === 0) return null
  const rows: Rows[] = []
  for (const { file } of models) {
    await using model = await open(file, null)
    rows.push(await scoreAlone(line, { policies, dataset, model, on }))
  }
  const { seed } = trained.section.body
  const artifacts = models.map(({ artifact }) => artifact)
  return { seeds: [seed, ...artifacts.map((_, at) => seed + at + 1)], rows, artifacts, warnings: fewer(artifacts.length + 1, policies) }
}

// A training that is reused may have been declared by a configuration that asked for less.
function fewer(runs: number, { judging }: Source['policies']): readonly Warning[] {
  const declared = judging.model.train?.repeat ?? 1
  if (runs >= declared) return []
  return [{ code: 'FEWER_REPEATS', message: `the policy declares ${declared} repeats of the training; ${runs} were made` }]
}
