import path from 'node:path'
import type { Lock, ModelPlan } from '@seaworthy/config'
import type { Profile, Session } from '@seaworthy/datasets'
import { type Artifact, type CheckResult, canonicalJson, type DatasetReport, digestOf, type Section } from '@seaworthy/record'
import { Contracts } from './contracts.ts'
import { changesSinceProduction } from './data-changes.ts'
import { leakageFindings } from './leakage.ts'
import type { Line } from './line.ts'
import { datasetNamed, type LockedDataset, lockedDatasets, referencedFiles } from './locked-data.ts'
import { type Plan, plannedModelNamed } from './plan-document.ts'
import { modelNamed, readLock, requireConfig } from './repository-files.ts'
import { makeSection } from './sections.ts'

const sampleLimit = 10
/** Checks that travel in a section. */
const maxChecks = 2000
export const profileName = 'profile.json'

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
  const profile = datasets.has('train') ? await profileOf(line, { model, session, dataset: datasetNamed(datasets, 'train', name) }) : null
  const reports: DatasetReport[] = []
  const checked = new Set<string>()
  for (const dataset of datasets.values()) {
    const own = dataset.plan.name === 'train' ? (profile?.artifact.digest ?? null) : null
    reports.push(await report(line, dataset, { session, lock, contracts, checked, show: config.samples === 'show', profile: own }))
  }
  const leakage = await leakageFindings({ model: contracts.base ?? model, datasets, session })
  const since = profile
    ? await changesSinceProduction(line, {
        planned,
        train: datasetNamed(datasets, 'train', name),
        profile: profile.bytes,
        show: config.samples === 'show',
      })
    : null
  const section = makeSection(line, 'validate', {
    model: name,
    key: planned.keys.validate,
    consumed: [...[...datasets.values()].flatMap((dataset) => dataset.artifacts), ...contracts.artifacts()],
    produced: profile ? [profile.artifact] : [],
    body: {
      datasets: reports,
      leakage,
      contractChanges: await contracts.changes(model),
      dataChanges: since?.changes ?? null,
      warnings: since?.warning ? [since.warning] : [],
    },
  })
  await line.sections.save(section)
  return section
}

// Datasets that share files and contract are scanned once; the first of them carries the checks.
async function report(
  line: Line,
  { plan, files, bytes, window, reading }: LockedDataset,
  on: {
    readonly session: Session
    readonly lock: Lock
    readonly contracts: Contracts
    readonly checked: Set<string>
    readonly show: boolean
    readonly profile: DatasetReport['profile']
  },
): Promise<DatasetReport> {
  const { session, contracts, checked, show, profile } = on
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

async function profileOf(
  line: Line,
  { model, session, dataset }: { readonly model: ModelPlan; readonly session: Session; readonly dataset: LockedDataset },
): Promise<{ readonly artifact: Artifact; readonly bytes: Uint8Array }> {
  const profile: Profile = await session.profile({ files: dataset.files, reading: dataset.reading, window: dataset.window })
  const bytes = Buffer.from(canonicalJson(profile))
  const folder = await line.sections.folder(model.name, 'validate')
  await line.files.write(path.join(folder, profileName), bytes)
  return { artifact: { role: 'profile', name: profileName, digest: digestOf(bytes), bytes: bytes.byteLength, locations: [] }, bytes }
}
