import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { type Files, type Mark, parseFailure, type SectionStore, type StageFailure, type StoredSection } from '@seaworthy/pipeline'
import { parseSection, type Section, type Stage, serializeSection } from '@seaworthy/record'

export const planFailureName = 'plan-failure.json'

/** Sections on this machine: `<root>/<model>/<stage>/section.json`, with the files that it names beside it. */
export class FolderSections implements SectionStore {
  readonly #root: string
  readonly #files: Files

  /** @param root on a laptop `.seaworthy` in the project; on a runner a folder outside the checkout, which a change cannot fill. */
  constructor(root: string, files: Files) {
    this.#root = root
    this.#files = files
  }

  async folder(model: string, stage: Stage): Promise<string> {
    const folder = this.pathOf(model, stage)
    await mkdir(folder, { recursive: true })
    await this.#files.write(path.join(this.#root, '.gitignore'), '*\n')
    return folder
  }

  async save(section: Section): Promise<void> {
    const folder = await this.folder(section.model, section.stage)
    await rm(path.join(folder, 'failure.json'), { force: true })
    await this.#files.write(path.join(folder, 'section.json'), serializeSection(section))
  }

  async saveFailure(model: string, failure: StageFailure): Promise<void> {
    if (failure.stage === 'plan') return
    const folder = await this.folder(model, failure.stage)
    await rm(path.join(folder, 'section.json'), { force: true })
    await this.#files.write(path.join(folder, 'failure.json'), JSON.stringify(failure))
  }

  async load<S extends Stage>(model: string, stage: S): Promise<StoredSection<S> | null> {
    const folder = this.pathOf(model, stage)
    const place = path.join(folder, 'section.json')
    const bytes = await this.#files.read(place)
    if (!bytes) return null
    const section = parseSection(bytes, path.relative(path.dirname(this.#root), place))
    return { section: section as Section<S>, folder }
  }

  own<S extends Stage>(model: string, stage: S): Promise<StoredSection<S> | null> {
    return this.load(model, stage)
  }

  async failure(model: string, stage: Stage): Promise<StageFailure | null> {
    const bytes = await this.#files.read(path.join(this.pathOf(model, stage), 'failure.json'))
    return bytes ? parseFailure(bytes) : null
  }

  async mark(mark: Mark): Promise<void> {
    await this.#files.write(path.join(this.#root, '.gitignore'), '*\n')
    await this.#files.write(path.join(this.marksFolder(mark), mark.by), `${mark.by}\n`)
  }

  async marks(mark: Omit<Mark, 'by'>): Promise<readonly string[]> {
    return await readdir(this.marksFolder(mark)).catch(() => [])
  }

  marksFolder({ model, name }: Omit<Mark, 'by'>): string {
    return path.join(this.#root, model, 'marks', name)
  }

  async savePlan(plan: unknown, _options?: { readonly handOn: boolean }): Promise<void> {
    await this.#files.write(path.join(this.#root, '.gitignore'), '*\n')
    await this.#files.write(this.planPath(), JSON.stringify(plan, null, 2))
  }

  loadPlan(): Promise<Uint8Array | null> {
    return this.#files.read(this.planPath())
  }

  async savePlanFailure(failure: StageFailure): Promise<void> {
    await this.#files.write(path.join(this.#root, planFailureName), JSON.stringify(failure))
  }

  async planFailure(): Promise<StageFailure | null> {
    const bytes = await this.#files.read(path.join(this.#root, planFailureName))
    return bytes ? parseFailure(bytes) : null
  }

  planPath(): string {
    return path.join(this.#root, 'plan.json')
  }

  pathOf(model: string, stage: Stage): string {
    return path.join(this.#root, model, stage)
  }
}
