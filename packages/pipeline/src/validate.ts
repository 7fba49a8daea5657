import path from 'node:path'
import type { DataPlan, ModelPlan } from '@seaworthy/config'
import { type Contract, ContractError, parseContract } from '@seaworthy/contracts'
import type { Profile, Session } from '@seaworthy/datasets'
import { type Artifact, canonicalJson, type DatasetReport, digestOf, type Section } from '@seaworthy/record'
import { PipelineError } from './errors.ts'
import type { Line } from './line.ts'
import { type LockedDataset, lockedDatasets } from './locked-data.ts'
import { type Plan, plannedModelNamed } from './plan-document.ts'
import { modelNamed, readConfig, readLock, requireConfig, textOr } from './repository-files.ts'
import { makeSection } from './sections.ts'

const sampleLimit = 10
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
  const datasets = await lockedDatasets(line, { model, lock: await readLock(line.tree, plan.tree), session })
  const base = planned.policyCommit ? ((await readConfig(line.tree, planned.policyCommit))?.models.find((one) => one.name === name) ?? null) : null
  const contracts = new Contracts(line, { tree: plan.tree, base: planned.policyCommit, model: base })
  const reports: DatasetReport[] = []
  const produced: Artifact[] = []
  const checked = new Set<string>()
  for (const dataset of datasets.values()) {
    const profile = dataset.plan.name === 'train' ? await profileOf(line, { model, session, dataset }) : null
    if (profile) produced.push(profile)
    reports.push(await report(dataset, { session, contracts, checked, show: config.samples === 'show', profile: profile?.digest ?? null }))
  }
  const consumed = [...[...datasets.values()].flatMap((dataset) => dataset.artifacts), ...contracts.artifacts()]
  const section = makeSection(line, 'validate', {
    model: name,
    key: planned.keys.validate,
    consumed,
    produced,
    body: { datasets: reports, warnings: [] },
  })
  await line.sections.save(section)
  return section
}

// Datasets that share files and contract are scanned once; the first of them carries the checks.
async function report(
  { plan, files, bytes, window }: LockedDataset,
  on: {
    readonly session: Session
    readonly contracts: Contracts
    readonly checked: Set<string>
    readonly show: boolean
    readonly profile: DatasetReport['profile']
  },
): Promise<DatasetReport> {
  const { session, contracts, checked, show, profile } = on
  const contract = await contracts.of(plan)
  const scan = `${plan.source}\n${contract?.named.path ?? ''}`
  const result = checked.has(scan)
    ? null
    : await session.check({ files, contract: contract?.contract ?? null, samples: { show, limit: sampleLimit } })
  checked.add(scan)
  const rows = result?.rows ?? (await session.rows(files))
  const windowRows = window ? await session.count({ files, window }) : rows
  const checks = result?.checks ?? []
  return {
    name: plan.name,
    source: plan.source,
    contract: contract?.named ?? null,
    files: files.length,
    bytes,
    rows,
    windowRows,
    window,
    checks,
    profile,
  }
}

async function profileOf(
  line: Line,
  { model, session, dataset }: { readonly model: ModelPlan; readonly session: Session; readonly dataset: LockedDataset },
): Promise<Artifact> {
  const profile: Profile = await session.profile({ files: dataset.files, window: dataset.window })
  const bytes = canonicalJson(profile)
  const folder = await line.sections.folder(model.name, 'validate')
  await line.files.write(path.join(folder, profileName), bytes)
  return { role: 'profile', name: profileName, digest: digestOf(bytes), bytes: Buffer.byteLength(bytes), locations: [] }
}

interface ContractSource {
  readonly tree: string
  readonly base: string | null
  /** The model as the base has it. */
  readonly model: ModelPlan | null
}

/** Contracts by path, each read once, from the base where it has them. */
class Contracts {
  readonly #line: Line
  readonly #from: ContractSource
  readonly #found = new Map<string, { contract: Contract; named: { path: string; digest: ReturnType<typeof digestOf> }; bytes: number }>()

  constructor(line: Line, from: ContractSource) {
    this.#line = line
    this.#from = from
  }

  /** The contract of a dataset: the one that the base names for it, where the base has one. A change cannot drop it. */
  async of(data: DataPlan) {
    const named = this.#from.model?.data.find((one) => one.name === data.name)?.contract ?? data.contract
    return named ? this.read(named) : null
  }

  async read(file: string) {
    const known = this.#found.get(file)
    if (known) return known
    const { tree, base } = this.#from
    const bytes = (base ? await this.#line.tree.read(base, file) : null) ?? (await this.#line.tree.read(tree, file))
    if (!bytes)
      throw new PipelineError('DATA_MISSING', `the contract ${file} is not in the repository`, {
        hint: 'commit it, or mend the path in seaworthy.yml',
      })
    const found = {
      contract: parseContract(textOr(bytes, notText(file)), file),
      named: { path: file, digest: digestOf(bytes) },
      bytes: bytes.byteLength,
    }
    this.#found.set(file, found)
    return found
  }

  artifacts(): readonly Artifact[] {
    return [...this.#found.values()].map(({ named, bytes }) => ({ role: 'contract', name: named.path, digest: named.digest, bytes, locations: [] }))
  }
}

function notText(file: string): (cause: unknown) => ContractError {
  return (cause) => new ContractError('CONTRACT_UNREADABLE', `the contract ${file} is not UTF-8 text`, { hint: 'save it as UTF-8', cause })
}
