import { parseCapped, parseSection, RecordError, type Section, type Stage } from '@seaworthy/record'
import { z } from 'zod'
import type { SectionReader } from './candidates.ts'
import { PipelineError } from './errors.ts'
import { type Line, requireHub } from './line.ts'
import { type Plan, parsePlan } from './plan-document.ts'
import type { StageFailure, StoredSection, WorkflowRun } from './ports.ts'
import { reusedTraining } from './reused-training.ts'
import { modelArtifact, stageArtifacts } from './trained.ts'

/** A report needs sections, not models; more than this is not a section artifact of ours. */
const maxDownloadBytes = 2 * 1024 ** 3

const failureSchema = z.object({
  stage: z.enum(['plan', 'validate', 'train', 'evaluate', 'publish', 'promote', 'deploy', 'monitor']),
  code: z.string().regex(/^[A-Z0-9_]{1,60}$/),
  message: z.string().max(10_000),
  hint: z.string().max(2000).nullable(),
})

/**
 * A failure as it was left in a file; the text in it is foreign.
 * @throws {RecordError} the codes of a section that cannot be read, and `SECTION_INVALID` with every problem.
 */
export function parseFailure(bytes: Uint8Array | string, place = 'failure.json'): StageFailure {
  const parsed = failureSchema.safeParse(parseCapped(bytes, place))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || '$'}: ${issue.message}`)
  throw new RecordError('SECTION_INVALID', `${place}: ${problems.join('; ')}`, { cause: parsed.error })
}

/**
 * Reads another run of the line through the API. Everything in it may come from a fork: each file is capped and parsed by one
 * schema, and a section that names another run's commit is refused.
 */
export class RunSections implements SectionReader {
  readonly #line: Line
  readonly #run: WorkflowRun
  readonly #entries = new Map<string, Promise<ReadonlyMap<string, Uint8Array> | null>>()
  #plan: Plan | null = null

  constructor(line: Line, run: WorkflowRun) {
    this.#line = line
    this.#run = run
  }

  async plan(): Promise<Plan> {
    if (this.#plan) return this.#plan
    const { runs } = requireHub(this.#line, 'reading a run')
    const artifacts = (await runs.artifacts(this.#run.id)).filter((one) => /^seaworthy-plan-a\d+$/.test(one.name) && !one.expired)
    const newest = artifacts.toSorted((a, b) => b.id - a.id)[0]
    const bytes = newest ? (await runs.download(newest, { maxBytes: 4 * 1024 ** 2 })).get('plan.json') : null
    if (!bytes)
      throw new PipelineError('PLAN_MISSING', `run ${this.#run.id} left no plan`, { hint: 'its plan job failed or its artifacts have expired' })
    const plan = parsePlan(bytes, `the plan of run ${this.#run.id}`)
    if (plan.commit !== this.#run.headSha)
      throw new PipelineError('PLAN_INVALID', `the plan of run ${this.#run.id} is about ${plan.commit}, the run about ${this.#run.headSha}`)
    this.#plan = plan
    return plan
  }

  async load<S extends Stage>(model: string, stage: S): Promise<StoredSection<S> | null> {
    const place = `the ${stage} section of "${model}" in run ${this.#run.id}`
    const bytes = (await this.#files(model, stage))?.get('section.json')
    const section = bytes ? parseSection(bytes, place) : stage === 'train' ? await this.#reused(model) : null
    if (!section) return null
    if (section.stage !== stage || section.model !== model)
      throw new RecordError('SECTION_INVALID', `${place} says it is ${section.stage} of "${section.model}"`)
    this.#refuseForeign(section, place)
    return { section: section as Section<S>, folder: '' }
  }

  async failure(model: string, stage: Stage): Promise<StageFailure | null> {
    const bytes = (await this.#files(model, stage))?.get('failure.json')
    return bytes ? parseFailure(bytes, `the failure of ${stage} of "${model}" in run ${this.#run.id}`) : null
  }

  /** A file that a stage left beside its section; null where it left none of that name. */
  async file(model: string, stage: Stage, name: string): Promise<Uint8Array | null> {
    return (await this.#files(model, stage))?.get(name) ?? null
  }

  /** Digest of the model that this run's training section names; null without one. */
  async modelDigest(model: string): Promise<string | null> {
    const stored = await this.load(model, 'train')
    return stored ? modelArtifact(stored.section as Section<'train'>).digest : null
  }

  #refuseForeign(section: Section, place: string): void {
    const reused = section.stage === 'train' && section.run.runId !== this.#run.id
    if (section.run.sha !== this.#run.headSha && !reused) {
      throw new RecordError('FOREIGN_SECTION', `${place} is about commit ${section.run.sha}, the run about ${this.#run.headSha}`)
    }
  }

  async #files(model: string, stage: string): Promise<ReadonlyMap<string, Uint8Array> | null> {
    const id = `${stage} ${model}`
    const known = this.#entries.get(id)
    if (known) return known
    const fetched = this.#download(model, stage)
    this.#entries.set(id, fetched)
    return fetched
  }

  async #download(model: string, stage: string): Promise<ReadonlyMap<string, Uint8Array> | null> {
    const [newest] = await stageArtifacts(this.#line, this.#run.id, stage, model)
    return newest ? requireHub(this.#line, 'reading a run').runs.download(newest, { maxBytes: maxDownloadBytes }) : null
  }

  // A run that reused an earlier training holds no section of its own for it: the plan says where it is.
  async #reused(model: string): Promise<Section | null> {
    const planned = (await this.plan()).models.find((one) => one.name === model)
    return planned ? reusedTraining(this.#line, planned) : null
  }
}
