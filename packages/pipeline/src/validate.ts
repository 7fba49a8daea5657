import path from 'node:path'
import type { Lock, ModelPlan } from '@seaworthy/config'
import type { CheckAnswer, Profile, ReferenceProfile, Session, TableProfiling } from '@seaworthy/datasets'
import type { Profile as ReadProfile } from '@seaworthy/monitoring'
import { type Artifact, type CheckResult, canonicalJson, type DatasetReport, digestOf, type Section } from '@seaworthy/record'
import { Contracts } from './contracts.ts'
import { changesSinceProduction, productionData } from './data-changes.ts'
import { leakageFindings } from './leakage.ts'
import type { Line } from './line.ts'
import { datasetNamed, type LockedDataset, lockedDatasets, referencedFiles } from './locked-data.ts'
import { type Plan, plannedModelNamed } from './plan-document.ts'
import { productionTraining } from './production-training.ts'
import { modelNamed, readLock, requireConfig } from './repository-files.ts'
import { makeSection } from './sections.ts'

const sampleLimit = 10
/** Checks that travel in a section. */
const maxChecks = 2000
export const profileName = 'profile.json'
export const pageName = 'data.html'

/**
 * Checks the locked data of a model against their contracts, every row, and profiles what training will read.
 * The contract is the base's where the base has one: a pull request is not judged by a contract that it loosens.
 */
export async function validate(line: Line, plan: Plan, name: string): Promise<Section<'validate'>> {
  const planned = plannedModelNamed(plan, name)
  const config = await requireConfig(line.tree, plan.tree)
  const model = modelNamed(config, name)
  const session = await line.engines.session()
  const lock = await readLock(line.tree, plan.tree)
  const contracts = await Contracts.of(line, { tree: plan.tree, base: planned.policyCommit, name })
  const datasets = await lockedDatasets(line, { model, lock, session, contracts })
  const show = config.samples === 'show'
  const production = await productionData(line, planned)
  const { reports, profile } = await datasetReports(line, datasets, { model, session, lock, contracts, show, reference: production.profile })
  const trainedOn = production.release && productionTraining(production.release, datasets)
  const leakage = await leakageFindings({ model: contracts.base ?? model, datasets, session, production: trainedOn })
  const since = profile
    ? await changesSinceProduction(line, { production, train: datasetNamed(datasets, 'train', name), profile: profile.read, show })
    : null
  const body = { datasets: reports, leakage, contractChanges: await contracts.changes(model), dataChanges: since?.changes ?? null }
  const page = await dataPage(line, { name, body, profile: profile?.drawn ?? null, reference: production.profile })
  const section = makeSection(line, 'validate', {
    model: name,
    key: planned.keys.validate,
    consumed: [...[...datasets.values()].flatMap((dataset) => dataset.artifacts), ...contracts.artifacts()],
    produced: [...(profile ? [profile.artifact] : []), page],
    body: { ...body, warnings: since?.warning ? [since.warning] : [] },
  })
  await line.sections.save(section)
  return section
}

interface Checking {
  readonly model: ModelPlan
  readonly session: Session
  readonly lock: Lock
  readonly contracts: Contracts
  /** Whether values of the data may be named. */
  readonly show: boolean
  /** What production was trained on. */
  readonly reference: ReferenceProfile | null
}

interface Reports {
  readonly reports: readonly DatasetReport[]
  /** Of the dataset that training reads. */
  readonly profile: KeptProfile | null
}

// Datasets that share files and contract are scanned once; the first of them carries the checks.
async function datasetReports(line: Line, datasets: ReadonlyMap<string, LockedDataset>, on: Checking): Promise<Reports> {
  const reports: DatasetReport[] = []
  const checked = new Set<string>()
  let profile: KeptProfile | null = null
  for (const dataset of datasets.values()) {
    const { plan } = dataset
    const isTrained = plan.name === 'train'
    const scan = `${plan.source}\n${(await on.contracts.of(plan))?.named.path ?? ''}\n${on.contracts.object(plan) ?? ''}`
    const result = checked.has(scan) ? null : await checkedDataset(line, dataset, on)
    checked.add(scan)
    if (isTrained) profile = await keptProfile(line, on.model, result?.profile ?? (await profileOf(on, dataset)))
    reports.push(await report(dataset, { ...on, result, profile: isTrained ? (profile?.artifact.digest ?? null) : null }))
  }
  return { reports, profile }
}

/** Every row against the contract; what training reads as a whole is profiled by the same scan. */
async function checkedDataset(line: Line, { plan, files, window, reading }: LockedDataset, on: Checking): Promise<CheckAnswer> {
  const { session, contracts, show, reference } = on
  const contract = await contracts.of(plan)
  return await session.check({
    files,
    contract: contract?.contract ?? null,
    object: contracts.object(plan),
    references: await referencedFiles(line, plan, on.lock),
    now: line.clock.now().toISOString(),
    profile: reference,
    samples: { show, limit: sampleLimit },
    profiled: plan.name === 'train' && window === null && contract ? profiling(on, reading) : null,
  })
}

async function report(
  { plan, files, bytes, window, reading }: LockedDataset,
  { session, contracts, result, profile }: Checking & { readonly result: CheckAnswer | null; readonly profile: DatasetReport['profile'] },
): Promise<DatasetReport> {
  const contract = await contracts.of(plan)
  const rows = result?.rows ?? (await session.rows(files, reading))
  const windowRows = window ? await session.count({ files, reading, window }) : rows
  return {
    name: plan.name,
    source: plan.source,
    contract: contract?.named ?? null,
    files: files.length,
    bytes,
    rows,
    windowRows,
    window,
    ...travelling(result?.checks ?? []),
    notes: await contracts.notes(plan),
    personal: result?.personal ?? [],
    profile,
  }
}

/** A section has room for so many checks: those that did not pass first, then the others as long as there is room. */
function travelling(checks: readonly CheckResult[]): Pick<DatasetReport, 'checks' | 'omitted'> {
  if (checks.length <= maxChecks) return { checks }
  const failed = checks.filter((check) => check.outcome !== 'pass')
  const kept = new Set([...failed, ...checks.filter((check) => check.outcome === 'pass')].slice(0, maxChecks))
  const left = checks.filter((check) => !kept.has(check))
  const omitted = { passed: left.filter((check) => check.outcome === 'pass').length, failed: left.filter((check) => check.outcome !== 'pass').length }
  return { checks: checks.filter((check) => kept.has(check)), omitted }
}

async function profileOf(on: Checking, { files, reading, window }: LockedDataset): Promise<Profile> {
  return await on.session.profile({ files, reading, window, ...profiling(on, reading) })
}

function profiling({ show }: Checking, reading: LockedDataset['reading']): TableProfiling {
  const personal = (reading?.columns ?? []).filter((column) => column.personal !== null).map((column) => column.name)
  return { personal, values: show ? 'show' : 'hide' }
}

interface KeptProfile {
  readonly artifact: Artifact
  readonly read: ReadProfile
  readonly drawn: Profile
}

async function keptProfile(line: Line, { name }: ModelPlan, drawn: Profile): Promise<KeptProfile> {
  const { parseProfile } = await import('@seaworthy/monitoring')
  const bytes = Buffer.from(canonicalJson(drawn))
  return { artifact: await kept(line, { model: name, role: 'profile', name: profileName, bytes }), read: parseProfile(bytes), drawn }
}

interface Page {
  readonly name: string
  readonly body: Pick<Section<'validate'>['body'], 'datasets' | 'leakage' | 'contractChanges' | 'dataChanges'>
  readonly profile: Profile | null
  readonly reference: ReadProfile | null
}

/** The page with a picture of each column, for the artifacts of the run. */
async function dataPage(line: Line, { name, body, profile, reference }: Page): Promise<Artifact> {
  const { datasets, leakage, contractChanges, dataChanges } = body
  const { renderDataPage } = await import('@seaworthy/report')
  const html = renderDataPage({
    title: name,
    datasets: datasets.map(({ name: dataset, rows, checks, personal, profile: own }) => ({
      name: dataset,
      rows,
      checks,
      personal: personal ?? [],
      profile: own ? profile : null,
      reference: own ? reference : null,
    })),
    leakage: leakage ?? [],
    contractChanges: contractChanges ?? [],
    dataChanges: dataChanges ?? null,
  })
  return kept(line, { model: name, role: 'page', name: pageName, bytes: Buffer.from(html) })
}

interface Kept {
  readonly model: string
  readonly role: string
  readonly name: string
  readonly bytes: Uint8Array
}

async function kept(line: Line, { model, role, name, bytes }: Kept): Promise<Artifact> {
  await line.files.write(path.join(await line.sections.folder(model, 'validate'), name), bytes)
  return { role, name, digest: digestOf(bytes), bytes: bytes.byteLength, locations: [] }
}
