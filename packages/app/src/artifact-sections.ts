import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { DefaultArtifactClient } from '@actions/artifact'
import { type Mark, markName, type SectionStore, type StageFailure, type StoredSection } from '@seaworthy/pipeline'
import type { Section, Stage } from '@seaworthy/record'
import { AppError } from './errors.ts'
import { type FolderSections, planFailureName } from './folder-sections.ts'

export interface ArtifactOptions {
  readonly attempt: number
  readonly client: () => Promise<DefaultArtifactClient>
  /** Where artifacts are unpacked: apart from what this job makes. */
  readonly fetched: FolderSections
}

/**
 * Sections between the jobs of one run: what this job makes stays in its folder, and is handed on as artifacts
 * `seaworthy-<stage>-<model>-a<attempt>`. A re-run reads what an earlier attempt left, the newest first. Any job of the run may
 * have uploaded an artifact under any name: an attempt that has not begun is passed over, and `own` reads none.
 */
export class ArtifactSections implements SectionStore {
  readonly #local: FolderSections
  readonly #options: ArtifactOptions
  readonly #fetches = new Map<string, Promise<void>>()
  #listed: Promise<readonly { readonly id: number; readonly name: string }[]> | null = null

  constructor(local: FolderSections, options: ArtifactOptions) {
    this.#local = local
    this.#options = options
  }

  folder(model: string, stage: Stage): Promise<string> {
    return this.#local.folder(model, stage)
  }

  async save(section: Section): Promise<void> {
    await this.#local.save(section)
    await this.#upload(`${section.stage}-${section.model}`, this.#local.pathOf(section.model, section.stage))
  }

  async saveFailure(model: string, failure: StageFailure): Promise<void> {
    if (failure.stage === 'plan') return
    await this.#local.saveFailure(model, failure)
    await this.#upload(`${failure.stage}-${model}`, this.#local.pathOf(model, failure.stage), ['failure.json'])
  }

  own<S extends Stage>(model: string, stage: S): Promise<StoredSection<S> | null> {
    return this.#local.load(model, stage)
  }

  async load<S extends Stage>(model: string, stage: S): Promise<StoredSection<S> | null> {
    const own = await this.#local.load(model, stage)
    if (own) return own
    await this.#fetchStage(model, stage)
    return this.#options.fetched.load(model, stage)
  }

  async failure(model: string, stage: Stage): Promise<StageFailure | null> {
    if (await this.#local.load(model, stage)) return null
    const own = await this.#local.failure(model, stage)
    if (own) return own
    await this.#fetchStage(model, stage)
    return this.#options.fetched.failure(model, stage)
  }

  /** An artifact whose name is all that it says; a run that is started again finds it there. */
  async mark(mark: Mark): Promise<void> {
    await this.#local.mark(mark)
    const { client } = this.#options
    const artifact = markName(mark)
    const { artifacts } = await (await client()).listArtifacts()
    if (artifacts.some(({ name }) => name === artifact)) return
    const folder = this.#local.marksFolder(mark)
    await this.#send(artifact, [path.join(folder, mark.by)], folder)
  }

  marks(mark: Omit<Mark, 'by'>): Promise<readonly string[]> {
    return this.#local.marks(mark)
  }

  async savePlan(plan: unknown, { handOn }: { readonly handOn: boolean }): Promise<void> {
    await this.#local.savePlan(plan)
    if (handOn) await this.#upload('plan', path.dirname(this.#local.planPath()), ['plan.json'])
  }

  async loadPlan(): Promise<Uint8Array | null> {
    const own = await this.#local.loadPlan()
    if (own) return own
    await this.#fetchPlan()
    return this.#options.fetched.loadPlan()
  }

  async savePlanFailure(failure: StageFailure): Promise<void> {
    await this.#local.savePlanFailure(failure)
    await this.#upload('plan', path.dirname(this.#local.planPath()), [planFailureName])
  }

  async planFailure(): Promise<StageFailure | null> {
    const own = await this.#local.planFailure()
    if (own) return own
    await this.#fetchPlan()
    return this.#options.fetched.planFailure()
  }

  #fetchPlan(): Promise<void> {
    return this.#fetch('plan', async () => path.dirname(this.#options.fetched.planPath()))
  }

  #fetchStage(model: string, stage: Stage): Promise<void> {
    return this.#fetch(`${stage}-${model}`, () => this.#options.fetched.folder(model, stage))
  }

  /** Each artifact once: a model may be in it. */
  #fetch(what: string, folder: () => Promise<string>): Promise<void> {
    const known = this.#fetches.get(what)
    if (known) return known
    const fetching = this.#download(what, folder)
    this.#fetches.set(what, fetching)
    return fetching
  }

  async #download(what: string, folder: () => Promise<string>): Promise<void> {
    const newest = await this.#newest(what)
    if (newest !== null) await (await this.#options.client()).downloadArtifact(newest, { path: await folder() })
  }

  async #newest(what: string): Promise<number | null> {
    const { attempt, client } = this.#options
    this.#listed ??= (await client()).listArtifacts().then((answer) => answer.artifacts)
    const prefix = `seaworthy-${what}-a`
    const attempts = (await this.#listed).flatMap(({ id, name }) => {
      const of = name.startsWith(prefix) && /^[1-9]\d*$/.test(name.slice(prefix.length)) ? Number(name.slice(prefix.length)) : null
      return of !== null && of <= attempt ? [{ id, of }] : []
    })
    return attempts.toSorted((a, b) => b.of - a.of)[0]?.id ?? null
  }

  async #upload(what: string, folder: string, only?: readonly string[]): Promise<void> {
    const names = only ?? (await filesBelow(folder))
    await this.#send(
      `seaworthy-${what}-a${this.#options.attempt}`,
      names.map((file) => path.join(folder, file)),
      folder,
    )
  }

  async #send(name: string, files: string[], folder: string): Promise<void> {
    try {
      await (await this.#options.client()).uploadArtifact(name, files, folder)
    } catch (cause) {
      throw new AppError('ARTIFACT_FAILED', `artifact ${name} could not be uploaded: ${cause instanceof Error ? cause.message : String(cause)}`, {
        hint: 'run the job again: nothing was lost but this upload',
        cause,
      })
    }
  }
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
}
