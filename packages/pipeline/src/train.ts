import path from 'node:path'
import type { ModelPlan, TrainPlan } from '@seaworthy/config'
import { type Artifact, canonicalDigest, type Digest, dataBlockers, digestOf, type Section, type TrainBody } from '@seaworthy/record'
import { flattenParameters, sparseCheckout, superviseTraining, TrainingError, type TrainingResult } from '@seaworthy/training'
import { parse } from 'yaml'
import { Contracts } from './contracts.ts'
import { PipelineError } from './errors.ts'
import { paramsPath, sourcesOf } from './keys.ts'
import type { Line } from './line.ts'
import { datasetNamed, type LockedDataset, lockedDatasets } from './locked-data.ts'
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
  await using scratch = await line.files.temporary('train')
  const { files } = await keySources(line, plan.tree)
  const paths = sourcesOf(model, files)
  await using checkout = await sparseCheckout({ repo: line.tree.root, commit: { tree: plan.tree }, paths, to: path.join(scratch.path, 'checkout') })
  const data = await trainingRows(line, { plan, model, scratch: scratch.path })
  const startedAt = line.clock.now().toISOString()
  const result = await supervise(line, { model, train: model.train, host, checkout: checkout.path, data: data.path, scratch: scratch.path })
  const section = makeSection(line, 'train', {
    model: name,
    key,
    consumed: data.dataset.artifacts,
    produced: result.outputs.map(({ role, name: file, digest, bytes }): Artifact => ({ role, name: file, digest, bytes, locations: [] })),
    body: {
      command: model.train.run,
      seed: model.train.seed,
      timeoutMs: model.train.timeoutMs,
      durationMs: result.durationMs,
      startedAt,
      params: await parameters(line, plan.tree, paramsPath(model)),
      environment: { ...host.environment, variables: Object.keys(model.train.env).toSorted() },
      data: { rows: data.rows, window: data.dataset.window },
      sources: { files: paths.length, digest: sourcesDigest(paths, { files, params: paramsPath(model) }) },
      reported: result.reported,
      isolation: host.isolation,
      warnings: [],
    },
  })
  await line.sections.save(section)
  return section
}

interface TrainingRows {
  readonly dataset: LockedDataset
  readonly path: string
  readonly rows: number
}

/** The rows of the training window in one file of the source's own format: a command cannot read what it was not given. */
async function trainingRows(
  line: Line,
  { plan, model, scratch }: { readonly plan: Plan; readonly model: ModelPlan; readonly scratch: string },
): Promise<TrainingRows> {
  const session = await line.engines.session()
  const contracts = await Contracts.of(line, { tree: plan.tree, base: plannedModelNamed(plan, model.name).policyCommit, name: model.name })
  const datasets = await lockedDatasets(line, { model, lock: await readLock(line.tree, plan.tree), session, contracts })
  const dataset = datasetNamed(datasets, 'train', model.name)
  const { plainEnding } = await import('@seaworthy/datasets')
  const to = path.join(scratch, `train${plainEnding(dataset.files[0]?.name ?? 'train.parquet')}`)
  const { rows } = await session.materialize({ files: dataset.files, reading: dataset.reading, window: dataset.window, to })
  return { dataset, path: to, rows }
}

interface Supervised {
  readonly model: ModelPlan
  readonly train: TrainPlan
  readonly host: TrainHost
  readonly checkout: string
  readonly data: string
  readonly scratch: string
}

async function supervise(line: Line, { model, train, host, checkout, data, scratch }: Supervised): Promise<TrainingResult> {
  const out = path.join(await line.sections.folder(model.name, 'train'), 'out')
  await line.files.remove(out)
  const params = paramsPath(model)
  const variables = {
    DATA_TRAIN: data,
    OUT: out,
    SEED: String(train.seed),
    CHECKPOINT: path.join(scratch, 'checkpoint'),
    PARAMS: params ? path.join(checkout, params) : '',
  }
  return superviseTraining(
    {
      command: train.run,
      cwd: path.join(checkout, model.path),
      env: { ...host.variables, ...train.env, ...variables },
      timeoutMs: train.timeoutMs,
      out,
      model: train.model,
      metrics: train.metrics,
      checkout,
    },
    { write: host.write, stopCommandsToken: host.stopCommandsToken, signal: host.signal, now: host.now },
  )
}

async function refuseBlockedData(line: Line, name: string): Promise<void> {
  const validated = await line.sections.load(name, 'validate')
  if (!validated) return
  const { section } = validated
  const failed = dataBlockers({ schema: 'seaworthy.record/1', model: name, commit: section.run.sha, sections: { validate: section } })
  if (failed.length > 0)
    throw new PipelineError('DATA_BLOCKED', `${failed.length} checks on the data of "${name}" failed (${failed.join(', ')}); it is not trained`, {
      hint: 'mend the data or the contract first',
    })
}

// The parameters are told apart: a changed number is no changed source.
function sourcesDigest(
  paths: readonly string[],
  { files, params }: { readonly files: ReadonlyMap<string, string>; readonly params: string | null },
): Digest {
  return canonicalDigest(Object.fromEntries(paths.filter((file) => file !== params).map((file) => [file, files.get(file) ?? null])))
}

async function parameters(line: Line, tree: string, file: string | null): Promise<TrainBody['params']> {
  if (!file) return null
  const bytes = await line.tree.read(tree, file)
  if (!bytes)
    throw new PipelineError('DATA_MISSING', `the parameters ${file} are not in the repository`, {
      hint: 'commit the file, or mend train.params in seaworthy.yml',
    })
  return { path: file, digest: digestOf(bytes), values: flattenParameters(parsed(bytes, file)) }
}

function parsed(bytes: Uint8Array, file: string): unknown {
  try {
    return parse(text(bytes))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new TrainingError('PARAMETERS_INVALID', `the parameters ${file} cannot be read: ${reason}`, {
      hint: 'write names and values, each name once',
      cause,
    })
  }
}
