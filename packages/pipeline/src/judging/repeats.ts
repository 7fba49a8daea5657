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

type Source = Pick<Gathered, 'trained' | 'policies' | 'dataset' | 'planned'>

/**
 * Every repeat that a training left beside its first model; null where it ran once.
 * @throws {PipelineError} `MODEL_CHANGED` where the bytes of one are not those that training made.
 */
export async function repeatsOf(line: Line, { trained, policies, dataset, planned }: Source): Promise<Repeats | null> {
  const artifacts = trained?.section.produced.filter(({ role }) => role === repeatRole) ?? []
  if (!trained || artifacts.length === 0) return null
  const rows: Rows[] = []
  for (const artifact of artifacts) {
    const file = path.join(trained.folder, 'out', artifact.name)
    if ((await line.files.digest(file))?.digest !== artifact.digest)
      throw new PipelineError('MODEL_CHANGED', `${artifact.name} of "${planned.name}" is not the model that its training made`, {
        hint: 'run the train stage again',
      })
    await using model = await line.engines.model(file)
    rows.push(await scoreAlone(line, { policies, dataset, model }))
  }
  const { seed } = trained.section.body
  return { seeds: [seed, ...artifacts.map((_, at) => seed + at + 1)], rows, artifacts, warnings: fewer(artifacts.length + 1, policies) }
}

// A training that is reused may have been declared by a configuration that asked for less.
function fewer(runs: number, { judging }: Source['policies']): readonly Warning[] {
  const declared = judging.model.train?.repeat ?? 1
  if (runs >= declared) return []
  return [{ code: 'FEWER_REPEATS', message: `the policy declares ${declared} repeats of the training; ${runs} were made` }]
}
