import type { DataPlan, Lock, ModelPlan } from '@seaworthy/config'
import type { DataFile, Reading, Session } from '@seaworthy/datasets'
import { type Artifact, canonicalDigest, type Digest, type Window } from '@seaworthy/record'
import type { Contracts } from './contracts.ts'
import { PipelineError } from './errors.ts'
import type { Line } from './line.ts'
import { type LockedImages, lockedImages } from './pictures/locked-images.ts'
import { lockPath } from './repository-files.ts'

/** One dataset of a model: exactly the locked files, verified, and the rows that its window chooses. */
export interface LockedDataset {
  readonly plan: DataPlan
  readonly files: readonly DataFile[]
  readonly artifacts: readonly Artifact[]
  readonly bytes: number
  readonly window: Window | null
  /** How text files are read: by their contract. */
  readonly reading: Reading | null
  /** The images that columns of the rows name; left out: the data declare none. */
  readonly images?: LockedImages
  /** All datasets of the model by name, this one included; left out: none is known. */
  readonly siblings?: ReadonlyMap<string, LockedDataset>
}

export interface LockedDataQuestion {
  readonly model: ModelPlan
  readonly lock: Lock
  readonly session: Session
  readonly contracts: Contracts
}

/**
 * Every dataset of a model, its files compared with the lock byte by byte, its window resolved on the data.
 * @throws {PipelineError} `SOURCE_NOT_LOCKED`, `DATA_MISSING`, `DATA_CHANGED`, `WINDOWS_OVERLAP`.
 */
export async function lockedDatasets(
  line: Line,
  { model, lock, session, contracts }: LockedDataQuestion,
): Promise<ReadonlyMap<string, LockedDataset>> {
  const found = new Map<string, LockedDataset>()
  for (const plan of inWindowOrder(model.data)) {
    const { files, artifacts } = await verifiedFiles(line, { source: plan.source, role: `data:${plan.name}` }, lock)
    const until = plan.window.kind === 'before' ? (found.get(plan.window.dataset)?.window ?? undefined) : undefined
    const time = plan.time ?? timeOfWindow(plan, model)
    const reading = await contracts.reading(plan)
    const rules = { rule: plan.window, matureMs: plan.matureMs, embargoMs: embargoOf(plan, model) }
    const window = time ? await session.resolveWindow({ files, reading, ...rules, time, ...(until ? { until } : {}) }) : null
    const own = { plan, files, artifacts, bytes: artifacts.reduce((sum, one) => sum + one.bytes, 0), window, reading, siblings: found }
    found.set(plan.name, plan.images === undefined ? own : await withImages(line, own, { source: plan.images, lock }))
  }
  refuseOverlap(found, model.evaluate.dataset)
  return found
}

export function datasetNamed(datasets: ReadonlyMap<string, LockedDataset>, name: string, model: string): LockedDataset {
  const dataset = datasets.get(name)
  if (dataset) return dataset
  throw new PipelineError('DATASET_UNDEFINED', `model "${model}" defines no data named "${name}"`, {
    hint: `add it under models.${model}.data in seaworthy.yml`,
  })
}

/** One test set, one digest: files, window, and what is read as the label. */
export function datasetDigest({ plan, artifacts, window }: LockedDataset): Digest {
  return canonicalDigest({
    files: artifacts.map(({ name, digest }) => ({ name, digest })),
    window,
    label: plan.label,
    time: plan.time,
    cluster: plan.cluster,
  })
}

// Of thousands of images the record names their digests' digest.
async function withImages(
  line: Line,
  dataset: LockedDataset,
  { source, lock }: { readonly source: string; readonly lock: Lock },
): Promise<LockedDataset> {
  const { files, artifacts } = await verifiedFiles(line, { source, role: `images:${dataset.plan.name}` }, lock)
  const bytes = artifacts.reduce((sum, one) => sum + one.bytes, 0)
  const digest = canonicalDigest(artifacts.map((one) => ({ name: one.name, digest: one.digest })))
  const all: Artifact = { role: `images:${dataset.plan.name}`, name: source, digest, bytes, locations: [] }
  return { ...dataset, artifacts: [...dataset.artifacts, all], bytes: dataset.bytes + bytes, images: lockedImages({ source, files }, line.files) }
}

// A window "before test" reads the column that orders the test rows.
function timeOfWindow(plan: DataPlan, model: ModelPlan): string | null {
  const { window } = plan
  return window.kind === 'before' ? (model.data.find((one) => one.name === window.dataset)?.time ?? null) : null
}

// The gap is asked for by the dataset that is judged on, and kept by the one before it.
function embargoOf({ window }: DataPlan, model: ModelPlan): number {
  return window.kind === 'before' ? (model.data.find((one) => one.name === window.dataset)?.embargoMs ?? 0) : 0
}

function inWindowOrder(data: readonly DataPlan[]): readonly DataPlan[] {
  return [...data.filter((one) => one.window.kind !== 'before'), ...data.filter((one) => one.window.kind === 'before')]
}

/** The other tables that the contract of a dataset names, as the lock has them. */
export async function referencedFiles(line: Line, plan: DataPlan, lock: Lock): Promise<ReadonlyMap<string, readonly DataFile[]>> {
  const found = new Map<string, readonly DataFile[]>()
  for (const { name, source } of plan.references) found.set(name, (await verifiedFiles(line, { source, role: `reference:${name}` }, lock)).files)
  return found
}

interface Wanted {
  readonly source: string
  readonly role: string
}

async function verifiedFiles(
  line: Line,
  { source, role }: Wanted,
  lock: Lock,
): Promise<{ files: readonly DataFile[]; artifacts: readonly Artifact[] }> {
  const entry = lock.sources.find((one) => one.source === source)
  if (!entry || entry.files.length === 0) {
    throw new PipelineError('SOURCE_NOT_LOCKED', `${lockPath} names no file for ${source} (${role})`, {
      hint: 'run seaworthy lock and commit the lock',
    })
  }
  const files: DataFile[] = []
  const artifacts: Artifact[] = []
  for (const locked of entry.files) {
    const actual = await line.data.fetch({ name: locked.path, uri: locked.uri }, locked)
    if (!actual)
      throw new PipelineError('DATA_MISSING', `${locked.path} is in ${lockPath} and not on this machine`, {
        hint: 'fetch the data first (seaworthy data fetch, or whatever makes them); on a runner the hook .github/actions/seaworthy-setup does that',
      })
    if (actual.digest !== locked.digest) {
      throw new PipelineError('DATA_CHANGED', `${locked.path} has digest ${actual.digest}; ${lockPath} says ${locked.digest}`, {
        hint: 'data files are immutable: restore it, or add a new file and run seaworthy lock',
      })
    }
    files.push({ path: actual.path, name: locked.path })
    artifacts.push({ role, name: locked.path, digest: locked.digest, bytes: locked.bytes, locations: [] })
  }
  return { files, artifacts }
}

const dayMs = 86_400_000

function atMs(time: string): number {
  return Date.parse(`${time}Z`)
}

function refuseOverlap(datasets: ReadonlyMap<string, LockedDataset>, testName: string): void {
  const test = datasets.get(testName)
  const train = datasets.get('train')
  if (!test || !train || test.plan.source !== train.plan.source) return
  const start = test.window?.after ?? null
  const end = train.window?.until ?? null
  if (start === null || end === null || atMs(end) > atMs(start) - test.plan.embargoMs) {
    throw new PipelineError(
      'WINDOWS_OVERLAP',
      `training reads ${train.plan.source} up to ${end ?? 'its end'}, the test window begins after ${start ?? 'its start'}${test.plan.embargoMs > 0 ? `, with an embargo of ${test.plan.embargoMs / dayMs} days before it` : ''}`,
      { hint: 'give train `window: before test`, or another source' },
    )
  }
}
