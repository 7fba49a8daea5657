import path from 'node:path'
import { type Artifact, blockingChecks, canonicalDigest, digestOf, type Section, type TrainBody } from '@seaworthy/record'
import { flattenParameters, sparseCheckout, superviseTraining } from '@seaworthy/training'
import { parse } from 'yaml'
import { PipelineError } from './errors.ts'
import { sourcesOf } from './keys.ts'
import type { Line } from './line.ts'
import { datasetNamed, lockedDatasets } from './locked-data.ts'
import { keySources } from './plan.ts'
import { type Plan, plannedModelNamed } from './plan-document.ts'
import { modelNamed, readLock, requireConfig, text } from './repository-files.ts'
import { makeSection } from './sections.ts'

/** What only the machine knows: where training runs, and how its output is shown. */
export interface TrainHost {
  readonly environment: Omit<TrainBody['environment'], 'variables'>
  /** The variables that a training command inherits; tokens are not among them. */
  readonly variables: Readonly<Record<string, string>>
  readonly isolation: TrainBody['isolation']
  /** On a runner: random, so that the output of user code cannot command it. */
  readonly stopCommandsToken: string | null
  readonly signal: AbortSignal
  write(text: string): void
  now(): number
}

/** Runs the user's training command on exactly the declared sources and the rows of the training window, and digests what it made. */
export async function train(
  line: Line,
  { plan, name, host }: { readonly plan: Plan; readonly name: string; readonly host: TrainHost },
): Promise<Section<'train'>> {
  const planned = plannedModelNamed(plan, name)
  const model = modelNamed(await requireConfig(line.tree, plan.tree), name)
  const key = planned.keys.train
  if (!model.train || !key)
    throw new PipelineError('NO_MODEL_DECLARED', `model "${name}" declares no training command`, {
      hint: `add models.${name}.train.run to seaworthy.yml`,
    })
  await refuseBlockedData(line, name)
  const session = await line.engines.session()
  const datasets = await lockedDatasets(line, { model, lock: await readLock(line.tree, plan.tree), session })
  const dataset = datasetNamed(datasets, 'train', name)
  const { files } = await keySources(line, plan.tree)
  const paths = [...new Set([...sourcesOf(model, files), ...(model.train.params ? [model.train.params] : [])])]
  await using checkout = await sparseCheckout({ repo: line.tree.root, tree: plan.tree, paths })
  await using scratch = await line.files.temporary('train')
  const folder = await line.sections.folder(name, 'train')
  const out = path.join(folder, 'out')
  const data = path.join(scratch.path, `train${path.extname(dataset.files[0]?.name ?? '.parquet')}`)
  const rows = await session.materialize({ files: dataset.files, window: dataset.window, to: data })
  const startedAt = line.clock.now().toISOString()
  const env = {
    ...host.variables,
    ...model.train.env,
    DATA_TRAIN: data,
    OUT: out,
    SEED: String(model.train.seed),
    CHECKPOINT: path.join(scratch.path, 'checkpoint'),
    PARAMS: model.train.params ? path.join(checkout.path, model.train.params) : '',
  }
  const result = await superviseTraining(
    {
      command: model.train.run,
      cwd: path.join(checkout.path, model.path),
      env,
      timeoutMs: model.train.timeoutMs,
      out,
      model: model.train.model,
      metrics: model.train.metrics,
      checkout: checkout.path,
    },
    { write: host.write, stopCommandsToken: host.stopCommandsToken, signal: host.signal, now: host.now },
  )
  const sources = Object.fromEntries(paths.map((file) => [file, files.get(file) ?? null]))
  const section = makeSection(line, 'train', {
    model: name,
    key,
    consumed: dataset.artifacts,
    produced: result.outputs.map(({ role, name: file, digest, bytes }): Artifact => ({ role, name: file, digest, bytes, locations: [] })),
    body: {
      command: model.train.run,
      seed: model.train.seed,
      timeoutMs: model.train.timeoutMs,
      durationMs: result.durationMs,
      startedAt,
      params: model.train.params ? await parameters(line, plan.tree, model.train.params) : null,
      environment: { ...host.environment, variables: Object.keys(model.train.env).toSorted() },
      data: { rows: rows.rows, window: dataset.window },
      sources: { files: paths.length, digest: canonicalDigest(sources) },
      reported: result.reported,
      isolation: host.isolation,
      warnings: [],
    },
  })
  await line.sections.save(section)
  return section
}

async function refuseBlockedData(line: Line, name: string): Promise<void> {
  const validated = await line.sections.load(name, 'validate')
  if (!validated) return
  const { section } = validated
  const failed = blockingChecks({ schema: 'seaworthy.record/1', model: name, commit: section.run.sha, sections: { validate: section } })
  if (failed.length > 0)
    throw new PipelineError(
      'DATA_BLOCKED',
      `${failed.length} checks on the data of "${name}" failed (${failed.map((check) => check.id).join(', ')}); it is not trained`,
      { hint: 'mend the data or the contract first' },
    )
}

async function parameters(line: Line, tree: string, file: string): Promise<TrainBody['params']> {
  const bytes = await line.tree.read(tree, file)
  if (!bytes)
    throw new PipelineError('DATA_MISSING', `the parameters ${file} are not in the repository`, {
      hint: 'commit the file, or mend train.params in seaworthy.yml',
    })
  return { path: file, digest: digestOf(bytes), values: flattenParameters(parse(text(bytes))) }
}
