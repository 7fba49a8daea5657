import {
  assemble,
  type CandidateRecord,
  type CandidateStage,
  candidateStages,
  type Digest,
  type ExpectedKeys,
  RecordError,
  recordDigest,
  type Section,
} from '@seaworthy/record'
import type { Plan, PlannedModel } from './plan-document.ts'
import type { SectionStore, StageFailure } from './ports.ts'

/** Where sections are read: this run's, or another run's. */
export type SectionReader = Pick<SectionStore, 'load' | 'failure'>

/** What there is to say about one planned model at the end of a run. */
export interface Candidate {
  readonly planned: PlannedModel
  readonly record: CandidateRecord | null
  /** Null until an evaluation seals the record. */
  readonly digest: Digest | null
  readonly missing: readonly CandidateStage[]
  readonly failures: readonly StageFailure[]
}

/** The candidates of a plan, each chain proved; what is broken, foreign or missing becomes a failure with its code, never a pass. */
export async function gatherCandidates(reader: SectionReader, plan: Plan): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = []
  for (const planned of plan.models) {
    candidates.push(planned.touched ? await gather(reader, planned) : { planned, record: null, digest: null, missing: [], failures: [] })
  }
  return candidates
}

async function gather(reader: SectionReader, planned: PlannedModel): Promise<Candidate> {
  const sections: Section[] = []
  const failures: StageFailure[] = []
  for (const stage of stagesOf(planned)) await readInto(sections, failures, { reader, model: planned.name, stage })
  return seal(planned, sections, failures)
}

async function readInto(
  sections: Section[],
  failures: StageFailure[],
  { reader, model, stage }: { readonly reader: SectionReader; readonly model: string; readonly stage: CandidateStage },
): Promise<void> {
  try {
    const failure = await reader.failure(model, stage)
    const stored = failure ? null : await reader.load(model, stage)
    if (failure) failures.push(failure)
    if (stored) sections.push(stored.section)
  } catch (error) {
    failures.push(failureOf(stage, error))
  }
}

function seal(planned: PlannedModel, sections: readonly Section[], failures: readonly StageFailure[]): Candidate {
  const wanted = stagesOf(planned)
  const present = new Set<string>(sections.map((section) => section.stage))
  const missing = wanted.filter((stage) => !present.has(stage))
  if (sections.length === 0) return { planned, record: null, digest: null, missing, failures }
  try {
    const { record } = assemble(sections, expectedKeys(planned))
    return { planned, record, digest: record.sections.evaluate ? recordDigest(record) : null, missing, failures }
  } catch (error) {
    return { planned, record: null, digest: null, missing, failures: [...failures, failureOf('evaluate', error)] }
  }
}

/** The stages that a model passes through: one that brings a metrics file is not trained here. */
export function stagesOf(planned: PlannedModel): readonly CandidateStage[] {
  return planned.origin.kind === 'metrics' ? ['evaluate'] : candidateStages
}

function expectedKeys(planned: PlannedModel): ExpectedKeys {
  const { validate, train } = planned.keys
  return train ? { validate, train } : { validate }
}

// A coded refusal is something to say to the reviewer; anything else is a defect of ours and rises.
function failureOf(stage: CandidateStage, error: unknown): StageFailure {
  if (error instanceof RecordError) return { stage, code: error.code, message: error.message, hint: error.hint }
  throw error
}
