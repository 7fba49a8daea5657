import path from 'node:path'
import { type Lock, type ModelPlan, trainSources } from '@seaworthy/config'
import { canonicalDigest, type Digest, stageKey, type Tool } from '@seaworthy/record'
import { imagesOf, tablesOf } from './lock.ts'

/** What a key is computed from: all of it is in git. */
export interface KeySources {
  readonly toolMajor: number
  /** Path to blob id of the tree. */
  readonly files: ReadonlyMap<string, string>
  readonly lock: Lock
}

export interface ModelKeys {
  readonly validate: Digest
  /** Null for a model that is not trained here. */
  readonly train: Digest | null
}

/** The part of a version that every key holds: within one major, results stay comparable. */
export function toolMajor({ version }: Tool): number {
  return Number(version.split('.')[0])
}

/** The keys of a model's first stages, from git alone: no data are read. */
export function modelKeys(model: ModelPlan, from: KeySources): ModelKeys {
  return { validate: validateKey(model, from), train: model.train ? trainKey(model, from) : null }
}

/** Tracked paths that the training command sees. */
export function sourcesOf(model: ModelPlan, files: ReadonlyMap<string, string>): readonly string[] {
  const params = paramsPath(model)
  const declared = trainSources(model, [...files.keys()], sourcesOfData(model))
  return [...new Set([...declared, ...(params ? [params] : [])])]
}

/** The parameters' path from the root of the repository; the configuration names it from the model's folder. */
export function paramsPath(model: ModelPlan): string | null {
  const params = model.train?.params
  return params ? path.posix.normalize(path.posix.join(model.path, params)) : null
}

/** Of all that decides whether a change touches a model: its keys, its policy, its deployment. */
export function fingerprint(model: ModelPlan, from: KeySources): Digest {
  return canonicalDigest({
    keys: modelKeys(model, from),
    model: plain(model),
    metrics: model.metrics ? (from.files.get(model.metrics) ?? null) : null,
  })
}

export function evaluateKey(parts: {
  readonly toolMajor: number
  readonly policy: Digest
  readonly dataset: Digest
  readonly model: Digest
  readonly baseline: Digest | null
  readonly binding: boolean
  /** What else the verdict hangs on, by name: the anchor, further models of the recipe. */
  readonly beside?: Readonly<Record<string, Digest>>
}): Digest {
  const { toolMajor, policy, dataset, model, baseline, binding, beside = {} } = parts
  return stageKey({ stage: 'evaluate', toolMajor, config: { policy, binding }, sources: {}, consumed: { dataset, model, baseline, ...beside } })
}

function validateKey(model: ModelPlan, { toolMajor, files, lock }: KeySources): Digest {
  const contracts = model.data.flatMap((data) => (data.contract ? [data.contract] : []))
  const { data, leakage } = model
  const sources = data.flatMap((one) => [...tablesOf(one), ...imagesOf(one)])
  return stageKey({
    stage: 'validate',
    toolMajor,
    config: plain({ data, leakage }),
    sources: blobs(contracts, files),
    consumed: locked(sources, lock),
  })
}

function trainKey(model: ModelPlan, { toolMajor, files, lock }: KeySources): Digest {
  const { train, data } = model
  const windows = data.map(({ name, source, window, time }) => ({ name, source, window, time }))
  const { run, params, model: output, metrics, env, seed, repeat = 1 } = train ?? {}
  const reading = readByContract(model, lock)
  const config = plain({
    run,
    params: params ?? null,
    output,
    metrics: metrics ?? null,
    env,
    seed,
    ...(repeat > 1 ? { repeat } : {}),
    windows,
    ...(reading.length > 0 ? { reading } : {}),
  })
  const read = [...sourcesOf(model, files), ...reading.map(({ contract }) => contract)]
  return stageKey({ stage: 'train', toolMajor, config, sources: blobs(read, files), consumed: locked(sourcesOfData(model), lock) })
}

// Texts are what their contract says they are; Parquet says it itself, and its contract may change without a training.
function readByContract({ data }: ModelPlan, lock: Lock): readonly { readonly contract: string; readonly object: string | null }[] {
  const texts = new Set(
    lock.sources.filter(({ files }) => files.some(({ path: name }) => !/\.(parquet|pq)$/i.test(name))).map(({ source }) => source),
  )
  return data.flatMap(({ source, contract, object }) => (contract !== null && texts.has(source) ? [{ contract, object }] : []))
}

function blobs(paths: readonly string[], files: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, files.get(path) ?? 'missing']))
}

function sourcesOfData({ data }: ModelPlan): readonly string[] {
  return data.flatMap((one) => [one.source, ...imagesOf(one)])
}

function locked(sources: readonly string[], lock: Lock): Record<string, Digest> {
  const names = new Set(sources)
  return Object.fromEntries(
    lock.sources.filter((entry) => names.has(entry.source)).flatMap((entry) => entry.files.map((file) => [file.path, file.digest])),
  )
}

// Plans carry positions of the file for messages; they are no part of what a stage reads.
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item) => (key === 'at' || key === 'line' ? undefined : item)) ?? 'null')
}
