import type { DataPlan, ModelPlan } from '@seaworthy/config'
import type { Contract, ContractError, ContractObject } from '@seaworthy/contracts'
import type { Reading } from '@seaworthy/datasets'
import { type Artifact, type ContractChange, type Digest, digestOf } from '@seaworthy/record'
import { PipelineError } from './errors.ts'
import type { Line } from './line.ts'
import { readConfig, textOr } from './repository-files.ts'

interface ContractSource {
  readonly tree: string
  readonly base: string | null
  /** The model as the base has it. */
  readonly model: ModelPlan | null
}

export interface NamedContract {
  readonly contract: Contract
  readonly named: { readonly path: string; readonly digest: Digest }
  readonly bytes: number
}

/** Contracts by path, each read once, from the base where it has them. What reads them is loaded with the first: most stages meet none. */
export class Contracts {
  readonly #line: Line
  readonly #from: ContractSource
  readonly #found = new Map<string, NamedContract>()

  constructor(line: Line, from: ContractSource) {
    this.#line = line
    this.#from = from
  }

  static async of(line: Line, { tree, base, name }: { readonly tree: string; readonly base: string | null; readonly name: string }) {
    const model = base ? ((await readConfig(line.tree, base))?.models.find((one) => one.name === name) ?? null) : null
    return new Contracts(line, { tree, base, model })
  }

  /** The model as the base has it; null where it has none, or where there is no base. */
  get base(): ModelPlan | null {
    return this.#from.model
  }

  /** The contract of a dataset: the one that the base names for it, where the base has one. A change cannot drop it. */
  async of(data: DataPlan): Promise<NamedContract | null> {
    const { contract } = this.#ruling(data)
    return contract ? this.#read(contract) : null
  }

  /** Which table of its contract a dataset is; null where that describes one only. */
  object(data: DataPlan): string | null {
    return this.#ruling(data).object
  }

  /** How the rows of a dataset are read: what its contract says of their columns. Null without one. */
  async reading(data: DataPlan): Promise<Reading | null> {
    return this.#object(data)
  }

  /** The rules of its contract that are written for people. */
  async notes(data: DataPlan): Promise<readonly string[]> {
    const notes = (await this.#object(data))?.notes ?? []
    return notes.map(({ column, text }) => (column === null ? text : `${column}: ${text}`)).slice(0, maxNotes)
  }

  async #object(data: DataPlan): Promise<ContractObject | null> {
    const found = await this.of(data)
    if (!found) return null
    const { contractObject } = await import('@seaworthy/datasets')
    return contractObject(found.contract, this.object(data))
  }

  // A change that points at a looser table of the same contract would escape it, too.
  #ruling(data: DataPlan): Pick<DataPlan, 'contract' | 'object'> {
    const before = this.#from.model?.data.find((one) => one.name === data.name)
    return before?.contract ? before : data
  }

  async #read(file: string): Promise<NamedContract> {
    const known = this.#found.get(file)
    if (known) return known
    const { tree, base } = this.#from
    const bytes = (base ? await this.#line.tree.read(base, file) : null) ?? (await this.#line.tree.read(tree, file))
    if (!bytes)
      throw new PipelineError('DATA_MISSING', `the contract ${file} is not in the repository`, {
        hint: 'commit it, or mend the path in seaworthy.yml',
      })
    const found = { contract: await parse(bytes, file), named: { path: file, digest: digestOf(bytes) }, bytes: bytes.byteLength }
    this.#found.set(file, found)
    return found
  }

  /** What the change makes of the base's contracts, field by field; of those that it proposes, since the base's are the ones that judge. */
  async changes(model: ModelPlan): Promise<readonly ContractChange[]> {
    const { tree, base, model: before } = this.#from
    if (!base) return []
    const { contractChanges } = await import('@seaworthy/contracts')
    const paths = new Set([...model.data, ...(before?.data ?? [])].flatMap(({ contract }) => contract ?? []))
    const changes: ContractChange[] = []
    for (const file of [...paths].toSorted()) {
      const [old, now] = [await this.#line.tree.read(base, file), await this.#line.tree.read(tree, file)]
      if (!old || (now && digestOf(old) === digestOf(now))) continue
      const proposed = now ? await parse(now, file) : null
      const ruling = await parse(old, file)
      changes.push(...contractChanges(ruling, proposed ?? { ...ruling, objects: [] }).map((change) => ({ contract: file, ...change })))
    }
    return changes.slice(0, maxChanges)
  }

  artifacts(): readonly Artifact[] {
    return [...this.#found.values()].map(({ named, bytes }) => ({ role: 'contract', name: named.path, digest: named.digest, bytes, locations: [] }))
  }
}

/** The largest that is read: thousands of columns with all their checks. */
const maxContractBytes = 4 * 1024 * 1024
/** A section has room for so many. */
const maxChanges = 500
const maxNotes = 200

async function parse(bytes: Uint8Array, file: string): Promise<Contract> {
  const { ContractError, parseContract } = await import('@seaworthy/contracts')
  const notText = (cause: unknown): ContractError =>
    new ContractError('CONTRACT_UNREADABLE', `the contract ${file} is not UTF-8 text`, { hint: 'save it as UTF-8', cause })
  if (bytes.byteLength > maxContractBytes)
    throw new ContractError('CONTRACT_UNREADABLE', `the contract ${file} has ${bytes.byteLength} bytes; at most ${maxContractBytes} are read`, {
      hint: 'keep lists of allowed values in a file of data, and name it as a reference',
    })
  return parseContract(textOr(bytes, notText), file)
}
