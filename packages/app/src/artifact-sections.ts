import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { DefaultArtifactClient } from '@actions/artifact'
import type { SectionStore, StageFailure, StoredSection } from '@seaworthy/pipeline'
import type { Section, Stage } from '@seaworthy/record'
import { AppError } from './errors.ts'
import type { FolderSections } from './folder-sections.ts'

/**
 * Sections between the jobs of one run: kept in the folder, and handed on as artifacts `seaworthy-<stage>-<model>-a<attempt>`.
 * A re-run reads what an earlier attempt left, the newest first.
 */
export class ArtifactSections implements SectionStore {
  readonly #local: FolderSections
  readonly #attempt: number
  readonly #client: () => Promise<DefaultArtifactClient>
  #listed: Promise<readonly { readonly id: number; readonly name: string }[]> | null = null

  constructor(local: FolderSections, { attempt, client }: { readonly attempt: number; readonly client: () => Promise<DefaultArtifactClient> }) {
    this.#local = local
    this.#attempt = attempt
    this.#client = client
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

  async load<S extends Stage>(model: string, stage: S): Promise<StoredSection<S> | null> {
    return (await this.#local.load(model, stage)) ?? ((await this.#fetch(model, stage)) ? this.#local.load(model, stage) : null)
  }

  async failure(model: string, stage: Stage): Promise<StageFailure | null> {
    const here = (await this.#local.load(model, stage)) ?? (await this.#local.failure(model, stage))
    if (!here) await this.#fetch(model, stage)
    return this.#local.failure(model, stage)
  }

  async savePlan(plan: unknown): Promise<void> {
    await this.#local.savePlan(plan)
    await this.#upload('plan', path.dirname(this.#local.planPath()), ['plan.json'])
  }

  async loadPlan(): Promise<Uint8Array | null> {
    const here = await this.#local.loadPlan()
    if (here) return here
    const newest = await this.#newest('plan')
    if (!newest) return null
    await (await this.#client()).downloadArtifact(newest, { path: path.dirname(this.#local.planPath()) })
    return this.#local.loadPlan()
  }

  async #fetch(model: string, stage: Stage): Promise<boolean> {
    const newest = await this.#newest(`${stage}-${model}`)
    if (!newest) return false
    await (await this.#client()).downloadArtifact(newest, { path: await this.#local.folder(model, stage) })
    return true
  }

  async #newest(what: string): Promise<number | null> {
    this.#listed ??= (await this.#client()).listArtifacts().then((answer) => answer.artifacts)
    const prefix = `seaworthy-${what}-a`
    const attempts = (await this.#listed).filter(({ name }) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    return attempts.toSorted((a, b) => Number(b.name.slice(prefix.length)) - Number(a.name.slice(prefix.length)))[0]?.id ?? null
  }

  async #upload(what: string, folder: string, only?: readonly string[]): Promise<void> {
    const names = only ?? (await filesBelow(folder))
    const name = `seaworthy-${what}-a${this.#attempt}`
    try {
      await (await this.#client()).uploadArtifact(
        name,
        names.map((file) => path.join(folder, file)),
        folder,
      )
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
