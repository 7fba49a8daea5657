import path from 'node:path'
import { type Digest, modelOf, parseSection, RecordError, type Section } from '@seaworthy/record'
import { PipelineError } from './errors.ts'
import { type Line, requireHub, requireRegistry } from './line.ts'
import type { ModelOrigin, PlannedModel } from './plan-document.ts'
import type { RunArtifact, StoredSection, WorkflowRun } from './ports.ts'
import { lineWorkflow } from './repository-files.ts'

/** Larger than any model that an artifact carries through this machine's memory. */
const maxArtifactBytes = 2 * 1024 ** 3
/** Runs that are looked through for an earlier training. */
const maxRuns = 10

export interface FoundTraining {
  readonly origin: Extract<ModelOrigin, { kind: 'run' }>
  readonly section: Section<'train'>
}

/** Looks through earlier runs of the line for a training with this very key. Nothing is trusted but the key inside the section and the bytes. */
export async function findTrained(
  line: Line,
  wanted: {
    readonly model: string
    readonly key: Digest
    readonly filter: { readonly branch?: string; readonly headSha?: string }
    readonly pullRequest: number | null
    /** Workflow file whose runs are looked through; the line's where it is left out. */
    readonly workflow?: string
  },
): Promise<FoundTraining | null> {
  const { runs } = requireHub(line, 'reuse of an earlier training')
  const candidates = (await runs.ofWorkflow(wanted.workflow ?? lineWorkflow, wanted.filter)).filter(
    (run) => run.headRepository === line.hub?.repository && run.id !== line.identity.run.runId,
  )
  for (const run of candidates.slice(0, maxRuns)) {
    const found = await trainedInRun(line, run, wanted)
    if (found) return found
  }
  return null
}

async function trainedInRun(
  line: Line,
  run: WorkflowRun,
  { model, key, pullRequest }: { readonly model: string; readonly key: Digest; readonly pullRequest: number | null },
): Promise<FoundTraining | null> {
  const { runs } = requireHub(line, 'reuse of an earlier training')
  for (const artifact of await stageArtifacts(line, run.id, 'train', model)) {
    const entries = await runs.download(artifact, { maxBytes: maxArtifactBytes })
    const bytes = entries.get('section.json')
    if (!bytes) continue
    const section = readable(line, bytes, `artifact ${artifact.name} of run ${run.id}`)
    const made = section?.produced.find((one) => one.role === 'model')
    if (section?.stage !== 'train' || section.model !== model || section.key !== key || !made) continue
    return {
      section: section as Section<'train'>,
      origin: { kind: 'run', runId: run.id, artifact: artifact.id, url: run.url, pullRequest, model: made.digest },
    }
  }
  return null
}

// What cannot be read proves no key: it is trained again, so that a damaged artifact never stops the line.
function readable(line: Line, bytes: Uint8Array, place: string): Section | null {
  try {
    return parseSection(bytes, place)
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    line.log.warn(`${error.message}; it is not reused`)
    return null
  }
}

/** Artifacts of one stage and model in a run, the newest attempt first. */
export async function stageArtifacts(line: Line, runId: string, stage: string, model: string): Promise<readonly RunArtifact[]> {
  const { runs } = requireHub(line, 'reading the artifacts of a run')
  const prefix = `seaworthy-${stage}-${model}-a`
  const found = (await runs.artifacts(runId)).filter(
    (one) => !one.expired && one.name.startsWith(prefix) && /^\d+$/.test(one.name.slice(prefix.length)),
  )
  return found.toSorted((a, b) => Number(b.name.slice(prefix.length)) - Number(a.name.slice(prefix.length)))
}

/** The training section and the bytes of a planned model, from wherever the plan found them, checked against key and digest. */
export async function loadTrained(line: Line, planned: PlannedModel): Promise<StoredSection<'train'>> {
  const here = await line.sections.load(planned.name, 'train')
  const known = here && (planned.origin.kind === 'train' || here.section.key === planned.keys.train)
  const stored = known ? here : await fetchTrained(line, planned)
  if (stored.section.key !== planned.keys.train) {
    throw new PipelineError(
      'MODEL_CHANGED',
      `the training section of "${planned.name}" has key ${stored.section.key}; this commit needs ${planned.keys.train}`,
      { hint: 'it was made from other sources, data or parameters' },
    )
  }
  await verifyProduced(line, planned, stored)
  return stored
}

async function fetchTrained(line: Line, planned: PlannedModel): Promise<StoredSection<'train'>> {
  const { origin, name } = planned
  switch (origin.kind) {
    case 'train': {
      const failure = await line.sections.failure(name, 'train')
      throw new PipelineError(
        'SECTION_MISSING',
        `"${name}" has no training section in this run${failure ? `: training failed with ${failure.code}` : ''}`,
        { hint: 'run the train stage first' },
      )
    }
    case 'run':
      return fetchFromRun(line, name, origin)
    case 'production':
      return fetchProduction(line, planned)
    case 'metrics':
      throw new PipelineError('NO_MODEL_DECLARED', `"${name}" declares no training command, so there is no model file`)
  }
}

async function fetchFromRun(line: Line, name: string, origin: Extract<ModelOrigin, { kind: 'run' }>): Promise<StoredSection<'train'>> {
  const { runs } = requireHub(line, 'fetching bytes of an earlier run')
  const artifact = (await runs.artifacts(origin.runId)).find((one) => one.id === origin.artifact)
  if (!artifact || artifact.expired)
    throw new PipelineError('SECTION_MISSING', `the model of "${name}" in run ${origin.runId} has expired`, {
      hint: 'push again, or dispatch the workflow, to train it anew',
    })
  const entries = await runs.download(artifact, { maxBytes: maxArtifactBytes })
  const folder = await line.sections.folder(name, 'train')
  for (const [entry, bytes] of entries) await line.files.write(path.join(folder, entry), bytes)
  const section = parseSection(entries.get('section.json') ?? new Uint8Array(), `artifact ${artifact.name} of run ${origin.runId}`)
  return { section: section as Section<'train'>, folder }
}

async function fetchProduction(line: Line, planned: PlannedModel): Promise<StoredSection<'train'>> {
  const registry = requireRegistry(line, 'fetching the production version')
  const version = await registry.version(planned.name, planned.production?.version ?? 'latest')
  const section = version.record.sections.train
  if (!section) throw new PipelineError('SECTION_MISSING', `${planned.name}@v${version.version} was imported, not trained`)
  const folder = await line.sections.folder(planned.name, 'train')
  await line.files.remove(path.join(folder, 'out'))
  await registry.fetch(version, path.join(folder, 'out'))
  return { section, folder }
}

async function verifyProduced(line: Line, { name, origin, production }: PlannedModel, { section, folder }: StoredSection<'train'>): Promise<void> {
  const made = modelArtifact(section)
  const planned = origin.kind === 'run' ? origin.model : origin.kind === 'production' ? production?.model : made.digest
  if (made.digest !== planned)
    throw new PipelineError('MODEL_CHANGED', `the training section of "${name}" is about ${made.digest}; the plan found ${planned ?? 'no model'}`, {
      hint: 'the bytes are not those that the plan found; nothing is judged or published',
    })
  const found = await line.files.digest(path.join(folder, 'out', made.name))
  if (found?.digest !== made.digest)
    throw new PipelineError('MODEL_CHANGED', `${made.name} has digest ${found?.digest ?? '(missing)'}; training produced ${made.digest}`, {
      hint: 'the bytes are not those that were trained; nothing is judged or published',
    })
}

export function modelArtifact(section: Section<'train'>) {
  const made = modelOf({ schema: 'seaworthy.record/1', model: section.model, commit: section.run.sha, sections: { train: section } })
  if (!made) throw new PipelineError('SECTION_MISSING', `the training section of "${section.model}" names no model`)
  return made
}
