import path from 'node:path'
import type { Lock, ModelPlan, MonitorPlan } from '@seaworthy/config'
import type { DataFile, Reading } from '@seaworthy/datasets'
import type { Look } from '@seaworthy/monitoring'
import { canonicalDigest, type MonitorBody, type Section } from '@seaworthy/record'
import type { VerifiedVersion } from '@seaworthy/registry'
import { Contracts } from './contracts.ts'
import { PipelineError } from './errors.ts'
import { type Line, requireRegistry } from './line.ts'
import { fetchSource, lockedPaths, measureFiles } from './lock.ts'
import type { LockedDataset } from './locked-data.ts'
import { baselineStage } from './plan.ts'
import { modelNamed, readLock, requireConfig } from './repository-files.ts'
import { type ScoredSet, scoreDataset } from './score.ts'
import { makeSection } from './sections.ts'
import { profileName } from './validate.ts'

const dayMs = 86_400_000

export interface MonitorRequest {
  readonly name: string
  /** Earlier looks, oldest first. */
  readonly history: readonly Look[]
  /** When a retraining was last asked for; null: never. */
  readonly retrainedAt: Date | null
}

/** Looks at the data that came since the lock, through the model in production, and decides with reasons. Trains nothing, writes nothing. */
export async function monitor(line: Line, request: MonitorRequest): Promise<Section<'monitor'>> {
  const tree = await line.tree.head()
  const model = modelNamed(await requireConfig(line.tree, tree), request.name)
  const plan = model.monitor
  if (!plan)
    throw new PipelineError('NO_MONITOR_DECLARED', `model "${model.name}" declares no monitoring`, {
      hint: `add models.${model.name}.monitor to seaworthy.yml`,
    })
  const version = await requireRegistry(line, 'monitoring').production(model.name, baselineStage(model))
  if (!version)
    throw new PipelineError('NO_PRODUCTION', `no version of "${model.name}" is in ${baselineStage(model)}, so there is nothing to watch`, {
      hint: 'merge a first version',
    })
  const fresh = await newData(line, plan, await readLock(line.tree, tree))
  const body = await observe(line, { model, plan, version, fresh, request })
  const section = makeSection(line, 'monitor', {
    model: model.name,
    key: canonicalDigest({ stage: 'monitor', version: version.recordDigest, files: body.data.files }),
    consumed: [],
    produced: [],
    body,
  })
  await line.sections.save(section)
  return section
}

interface NewData {
  readonly files: readonly DataFile[]
  readonly measured: MonitorBody['data']['files']
}

/** Files of the source that no lock names. */
async function newData(line: Line, plan: MonitorPlan, lock: Lock): Promise<NewData> {
  const { files } = await fetchSource(line, plan.source, lockedPaths(lock))
  return { files, measured: await measureFiles(line, files) }
}

interface Observation {
  readonly model: ModelPlan
  readonly plan: MonitorPlan
  readonly version: VerifiedVersion
  readonly fresh: NewData
  readonly request: MonitorRequest
}

async function observe(line: Line, seen: Observation): Promise<MonitorBody> {
  const { model, plan, version, fresh, request } = seen
  await using scratch = await line.files.temporary('monitor')
  await requireRegistry(line, 'monitoring').fetch(version, scratch.path)
  const { decide } = await import('@seaworthy/monitoring')
  const rows = fresh.measured.reduce((sum, file) => sum + file.rows, 0)
  const ageDays = version.publishedAt ? Math.max(0, (line.clock.now().getTime() - Date.parse(version.publishedAt)) / dayMs) : 0
  const reading = rows > 0 ? await readingOf(line, model, plan) : null
  const drift = rows > 0 ? await driftOf(line, { folder: scratch.path, files: fresh.files, name: model.name, reading }) : []
  const set = rows > 0 && plan.label ? await scoreNew(line, { ...seen, folder: scratch.path, reading }) : null
  const calibration = set ? await calibrationOf(set) : null
  const performance = set ? await performanceOf(set, version) : []
  const cooldownPassed = !request.retrainedAt || line.clock.now().getTime() - request.retrainedAt.getTime() >= plan.retrain.cooldownMs
  const { decision, reasons } = decide({
    drift,
    calibration,
    performance,
    newRows: rows,
    ageDays,
    cooldownPassed,
    policy: plan.retrain,
    history: request.history,
  })
  const range = rows > 0 ? await (await line.engines.session()).timeRange({ files: fresh.files, reading, time: plan.time }) : null
  const data = { files: fresh.measured, rows, after: range?.min ?? null, until: range?.max ?? null }
  return {
    version: version.version,
    model: version.model?.digest ?? version.recordDigest,
    data,
    drift,
    calibration,
    performance,
    ageDays,
    decision,
    reasons,
    warnings: [],
  }
}

async function driftOf(
  line: Line,
  {
    folder,
    files,
    name,
    reading,
  }: { readonly folder: string; readonly files: readonly DataFile[]; readonly name: string; readonly reading: Reading | null },
): Promise<MonitorBody['drift']> {
  const bytes = await line.files.read(path.join(folder, profileName))
  if (!bytes)
    throw new PipelineError('PROFILE_MISSING', `the release of "${name}" in production holds no ${profileName}`, {
      hint: 'publish a version with validated training data',
    })
  const { compareProfiles, parseProfile } = await import('@seaworthy/monitoring')
  const reference = parseProfile(bytes)
  const session = await line.engines.session()
  return compareProfiles({ reference, current: await session.profileLike({ files, reading, window: null, reference }) })
}

interface NewRows extends Observation {
  /** Where the files of the release are. */
  readonly folder: string
  readonly reading: Reading | null
}

async function scoreNew(line: Line, { model, plan, version, fresh, folder, reading }: NewRows): Promise<ScoredSet> {
  await using production = await line.engines.model(path.join(folder, version.model?.name ?? 'model.onnx'))
  const dataset: LockedDataset = {
    plan: {
      name: 'new data',
      source: plan.source,
      contract: null,
      object: null,
      references: [],
      id: [],
      window: { kind: 'all' },
      time: plan.time,
      label: plan.label,
      cluster: null,
      weight: null,
      embargoMs: 0,
      matureMs: 0,
    },
    files: fresh.files,
    artifacts: [],
    bytes: 0,
    window: null,
    reading,
  }
  // Awaited here: the model is closed when this function ends.
  return await scoreDataset({ session: await line.engines.session(), model, dataset, candidate: production, baseline: null, slices: [] })
}

/** New data are written as the data of the same source are, whose contract is in the repository. */
async function readingOf(line: Line, model: ModelPlan, { source }: MonitorPlan): Promise<Reading | null> {
  const known = model.data.find((data) => data.source === source && data.contract !== null)
  if (!known) return null
  const contracts = await Contracts.of(line, { tree: await line.tree.head(), base: null, name: model.name })
  return contracts.reading(known)
}

/** Only probabilities of two classes have a calibration. */
async function calibrationOf({ scored: { candidate, cluster } }: ScoredSet): Promise<MonitorBody['calibration']> {
  const { calibrationGap } = await import('@seaworthy/monitoring')
  if (candidate.kind !== 'binary' || candidate.score === null) return null
  return calibrationGap({ label: Float64Array.from(candidate.label), score: Float64Array.from(candidate.score), cluster })
}

/** The metrics of the release, measured again on labels that have come since. */
async function performanceOf({ scored }: ScoredSet, version: VerifiedVersion): Promise<MonitorBody['performance']> {
  const { kindsWith, metric } = await import('@seaworthy/metrics')
  const { realisedPerformance } = await import('@seaworthy/monitoring')
  const whole = (version.record.sections.evaluate?.body.evidence ?? []).filter(
    ({ slice, against, dataset }) => slice === null && !against && !dataset,
  )
  // What was measured by running the model, or of groups, is no metric of rows.
  const released = whole.filter(({ metric: id, method }) => method !== 'probe' && kindsWith(id).includes(scored.candidate.kind))
  return released.flatMap(({ metric: id, better, candidate, candidateInterval }) => {
    if (better === 'neither') return []
    const { value, influence } = metric(id, scored.candidate.kind).measure(scored.candidate)
    if (!influence) return []
    return [
      realisedPerformance({
        metric: id,
        better,
        released: { value: candidate, interval: candidateInterval },
        realised: { value, influence },
        cluster: scored.cluster,
      }),
    ]
  })
}
