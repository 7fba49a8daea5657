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
import { packedOutputs } from './packed-model.ts'
import { placeImages } from './pictures/place-images.ts'
import { keySources } from './plan.ts'
import { type Plan, plannedModelNamed } from './plan-document.ts'
import { repeatFolder, repeatRole } from './repeat-names.ts'
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
  const runs = await trainRuns(line, { plan, model, train: model.train, host, checkout: checkout.path, data: data.path, scratch: scratch.path })
  const { result } = runs[0]
  const section = makeSection(line, 'train', {
    model: name,
    key,
    consumed: data.dataset.artifacts,
    produced: runs.flatMap(producedBy),
    body: {
      command: model.train.run,
      seed: model.train.seed,
      timeoutMs: model.train.timeoutMs,
      durationMs: runs.reduce((sum, run) => sum + run.result.durationMs, 0),
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
  const { files, reading, window } = dataset
  const to = path.join(scratch, 'data', `train${plainEnding(files[0]?.name ?? 'train.parquet')}`)
  await line.files.write(to, '')
  const { rows } = await session.materialize({ files, reading, window, to })
  const columns = (await session.columns(files, reading)).map(({ name }) => name)
  await placeImages(line, session, { dataset, file: to, columns })
  return { dataset, path: to, rows }
}

interface Supervised {
  readonly plan: Plan
  readonly model: ModelPlan
  readonly train: TrainPlan
  readonly host: TrainHost
  readonly checkout: string
  readonly data: string
  readonly scratch: string
}

interface TrainingRun {
  /** From 1. */
  readonly number: number
  readonly result: TrainingResult
}

/**
 * Every declared repeat, each with the next seed and a folder of its own below the first one's. One that fails fails the training:
 * a recipe is not judged by the runs that went well.
 */
async function trainRuns(line: Line, supervised: Supervised): Promise<readonly [TrainingRun, ...TrainingRun[]]> {
  const out = path.join(await line.sections.folder(supervised.model.name, 'train'), 'out')
  await line.files.remove(out)
  const runs: [TrainingRun, ...TrainingRun[]] = [{ number: 1, result: await supervise(line, supervised, { number: 1, out }) }]
  const asked = await repeatsAsked(line, supervised)
  for (let number = 2; number <= asked; number++)
    runs.push({ number, result: await supervise(line, supervised, { number, out: path.join(out, repeatFolder(number)) }) })
  return runs
}

// A change that asks for fewer repeats is still judged by as many as the base asks for.
async function repeatsAsked(line: Line, { plan, model, train }: Supervised): Promise<number> {
  const { policyCommit } = plannedModelNamed(plan, model.name)
  const base = policyCommit ? modelNamed(await requireConfig(line.tree, policyCommit), model.name) : null
  return Math.max(train.repeat, base?.train?.repeat ?? 1)
}

// Of a repeat only its model counts; the first is the one that is published, with all that it left.
function producedBy({ number, result }: TrainingRun): readonly Artifact[] {
  const artifacts = result.outputs.map(({ role, name, digest, bytes }): Artifact => ({ role, name, digest, bytes, locations: [] }))
  if (number === 1) return artifacts
  return artifacts.filter(({ role }) => role === 'model').map((one) => ({ ...one, role: repeatRole, name: `${repeatFolder(number)}/${one.name}` }))
}

async function supervise(
  line: Line,
  { model, train, host, checkout, data, scratch }: Supervised,
  { number, out }: { readonly number: number; readonly out: string },
): Promise<TrainingResult> {
  const params = paramsPath(model)
  const variables = {
    DATA_TRAIN: data,
    OUT: out,
    SEED: String(train.seed + number - 1),
    CHECKPOINT: path.join(scratch, number === 1 ? 'checkpoint' : `checkpoint-${number}`),
    PARAMS: params ? path.join(checkout, params) : '',
  }
  const result = await superviseTraining(
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
  return { ...result, outputs: await packedOutputs(line, result.outputs) }
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
