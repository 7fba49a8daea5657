import path from 'node:path'
import type { Lock, ModelPlan } from '@seaworthy/config'
import type { Profile, ReferenceProfile, Session } from '@seaworthy/datasets'
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
  const profile = datasets.has('train') ? await profileOf(line, { model, session, dataset: datasetNamed(datasets, 'train', name), show }) : null
  const production = await productionData(line, planned)
  const trained = profile?.artifact.digest ?? null
  const reports = await datasetReports(line, datasets, { session, lock, contracts, show, profile: trained, reference: production.profile })
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
  readonly session: Session
  readonly lock: Lock
  readonly contracts: Contracts
  readonly show: boolean
  /** Of the dataset that training reads. */
  readonly profile: DatasetReport['profile']
  /** What production was trained on. */
  readonly reference: ReferenceProfile | null
}

async function datasetReports(
  line: Line,
  datasets: ReadonlyMap<string, LockedDataset>,
  { profile, ...on }: Checking,
): Promise<readonly DatasetReport[]> {
  const reports: DatasetReport[] = []
  const checked = new Set<string>()
  for (const dataset of datasets.values())
    reports.push(await report(line, dataset, { ...on, checked, profile: dataset.plan.name === 'train' ? profile : null }))
  return reports
}

// Datasets that share files and contract are scanned once; the first of them carries the checks.
async function report(
  line: Line,
  { plan, files, bytes, window, reading }: LockedDataset,
  on: Checking & { readonly checked: Set<string> },
): Promise<DatasetReport> {
  const { session, contracts, checked, show, profile, reference } = on
  const contract = await contracts.of(plan)
  const object = contracts.object(plan)
  const scan = `${plan.source}\n${contract?.named.path ?? ''}\n${object ?? ''}`
  const result = checked.has(scan)
    ? null
    : await session.check({
        files,
        contract: contract?.contract ?? null,
        object,
        references: await referencedFiles(line, plan, on.lock),
        now: line.clock.now().toISOString(),
        profile: reference,
        samples: { show, limit: sampleLimit },
      })
  checked.add(scan)
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

interface Profiled {
  readonly model: ModelPlan
  readonly session: Session
  readonly dataset: LockedDataset
  /** Whether values of the data may be named. */
  readonly show: boolean
}

async function profileOf(
  line: Line,
  { model, session, dataset, show }: Profiled,
): Promise<{ readonly artifact: Artifact; readonly read: ReadProfile; readonly drawn: Profile }> {
  const { files, reading, window } = dataset
  const { parseProfile } = await import('@seaworthy/monitoring')
  const personal = (reading?.columns ?? []).filter((column) => column.personal !== null).map((column) => column.name)
  const drawn = await session.profile({ files, reading, window, personal, values: show ? 'show' : 'hide' })
  const bytes = Buffer.from(canonicalJson(drawn))
  return { artifact: await kept(line, { model: model.name, role: 'profile', name: profileName, bytes }), read: parseProfile(bytes), drawn }
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
