import { canonicalJson } from './canonical.ts'
import { type Digest, digestOf } from './digest.ts'
import { RecordError } from './errors.ts'
import { type CandidateStage, candidateStages, parseCapped, parseSection, type Section } from './section.ts'
import type { Artifact } from './wire.ts'

/** The sections of one candidate, folded. Sealed once it holds an evaluation; named by the digest of its canonical JSON. */
export interface CandidateRecord {
  readonly schema: 'seaworthy.record/1'
  readonly model: string
  readonly commit: string
  readonly sections: { readonly [S in CandidateStage]?: Section<S> }
}

export type ExpectedKeys = { readonly [S in CandidateStage]?: Digest }

export interface Assembled {
  readonly record: CandidateRecord
  readonly missing: readonly CandidateStage[]
  /** Sections of the same key that came later: listed, never used (a re-run is no re-roll). */
  readonly later: readonly Section[]
}

/**
 * Folds the sections of one candidate, in the order in which they were made, and proves the chain: one model, one commit, one
 * key per stage, training on the bytes that validation approved, evaluation of the model that training made.
 * @param expected the keys that this commit's own sources and data give, where they are known: a section of another commit, or of
 * a fork, has another key and is refused, wherever it was found.
 * @throws {RecordError} `MODEL_MISMATCH`, `FOREIGN_SECTION`, `KEY_CONFLICT`, `BROKEN_CHAIN`, `INCOMPLETE_RECORD` without any section.
 */
export function assemble(sections: readonly Section[], expected: ExpectedKeys = {}): Assembled {
  const first = sections[0]
  if (!first) throw new RecordError('INCOMPLETE_RECORD', 'there is no section to assemble')
  const found: { [S in CandidateStage]?: Section<S> } = {}
  const later: Section[] = []
  for (const section of sections) {
    const stage = candidateStages.find((name) => name === section.stage)
    if (!stage) throw new RecordError('BROKEN_CHAIN', `a ${section.stage} section is an event, not a part of a candidate`)
    if (section.model !== first.model)
      throw new RecordError('MODEL_MISMATCH', `the ${stage} section is about model "${section.model}", the others about "${first.model}"`)
    const key = expected[stage]
    if (key && key !== section.key)
      throw new RecordError('FOREIGN_SECTION', `the ${stage} section of "${section.model}" has key ${section.key}; this commit needs ${key}`, {
        hint: 'it was made from other sources, data or parameters; run the stage again',
      })
    const before = found[stage]
    if (before && before.key !== section.key)
      throw new RecordError('KEY_CONFLICT', `two ${stage} sections of "${section.model}" have different keys, so they are not of one candidate`)
    if (before) later.push(section)
    else Object.assign(found, { [stage]: section })
  }
  proveChain(found)
  const record: CandidateRecord = {
    schema: 'seaworthy.record/1',
    model: first.model,
    commit: (found.evaluate ?? found.train ?? first).run.sha,
    sections: found,
  }
  return { record, missing: candidateStages.filter((stage) => !found[stage]), later }
}

/** The stages of the record, in the order of the chain. */
export function sectionsOf(record: CandidateRecord): readonly Section[] {
  return candidateStages.flatMap((stage) => record.sections[stage] ?? [])
}

export function serializeRecord(record: CandidateRecord): string {
  return canonicalJson(record)
}

export function recordDigest(record: CandidateRecord): Digest {
  return digestOf(serializeRecord(record))
}

/** Three sections and a little around them. */
export const maxRecordBytes = 4 * 1024 * 1024

/**
 * Reads a record from anywhere and proves its chain again.
 * @throws {RecordError} the codes of {@link parseSection} and of {@link assemble}, `RECORD_INVALID`, `DIGEST_MISMATCH` when it is not the one that was promised.
 */
export function parseRecord(bytes: Uint8Array | string, place: string, expected?: Digest): CandidateRecord {
  const value = parseCapped(bytes, place, { maxBytes: maxRecordBytes, maxDepth: 28 })
  if (typeof value !== 'object' || value === null || !('schema' in value) || value.schema !== 'seaworthy.record/1')
    throw new RecordError('UNKNOWN_SCHEMA', `${place} is not a seaworthy.record/1`)
  const { sections, model, commit } = value as Record<string, unknown>
  if (typeof sections !== 'object' || sections === null || typeof model !== 'string' || typeof commit !== 'string')
    throw new RecordError('RECORD_INVALID', `${place}: model, commit or sections are missing`)
  const parsed = Object.entries(sections).map(([stage, section]) => {
    const one = parseSection(JSON.stringify(section), `${place}, ${stage}`)
    if (one.stage !== stage) throw new RecordError('RECORD_INVALID', `${place}: the section under "${stage}" says it is of stage "${one.stage}"`)
    return one
  })
  const { record } = assemble(parsed)
  if (record.model !== model || record.commit !== commit) throw new RecordError('RECORD_INVALID', `${place}: its head does not fit its sections`)
  const digest = digestOf(bytes)
  if (expected !== undefined && digest !== expected) throw new RecordError('DIGEST_MISMATCH', `${place} has digest ${digest}, not ${expected}`)
  return value as CandidateRecord
}

/** The model that training produced, or that was imported: the bytes that everything later is about. */
export function modelOf(record: CandidateRecord): Artifact | null {
  const produced = record.sections.train?.produced ?? record.sections.evaluate?.consumed ?? []
  return produced.find((artifact) => artifact.role === 'model') ?? null
}

function proveChain(found: { readonly [S in CandidateStage]?: Section<S> }): void {
  const { validate, train, evaluate } = found
  if (validate && train) requireSameData(validate, train, 'training')
  if (validate && evaluate) requireSameData(validate, evaluate, 'evaluation')
  if (train && evaluate) {
    const made = train.produced.find((artifact) => artifact.role === 'model')
    const judged = evaluate.consumed.find((artifact) => artifact.role === 'model')
    if (!made || made.digest !== judged?.digest)
      throw new RecordError(
        'BROKEN_CHAIN',
        `evaluation judged the model ${judged?.digest ?? '(none)'}, training produced ${made?.digest ?? '(none)'}`,
      )
  }
}

// A later stage may read less than validation approved, never other bytes under the same name.
function requireSameData(validate: Section, later: Section, what: string): void {
  const approved = new Map(validate.consumed.map((artifact) => [`${artifact.role} ${artifact.name}`, artifact.digest]))
  for (const artifact of later.consumed) {
    if (!artifact.role.startsWith('data:')) continue
    const digest = approved.get(`${artifact.role} ${artifact.name}`)
    if (digest === undefined) throw new RecordError('BROKEN_CHAIN', `${what} read ${artifact.name} (${artifact.role}), which validation did not see`)
    if (digest !== artifact.digest)
      throw new RecordError('BROKEN_CHAIN', `${what} read ${artifact.digest} as ${artifact.name}, validation approved ${digest}`)
  }
}
