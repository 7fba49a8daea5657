import path from 'node:path'
import { assemble, type CandidateRecord, canonicalDigest, type Digest, digestOf, type Section, serializeRecord, verdictOf } from '@seaworthy/record'
import { modelReadme, type ReleaseText, releaseNotes } from '@seaworthy/report'
import { PipelineError } from './errors.ts'
import { publishedUnits } from './judging/kept-units.ts'
import { type Line, requireRegistry } from './line.ts'
import { type Plan, type PlannedModel, plannedModelNamed } from './plan-document.ts'
import type { StoredSection } from './ports.ts'
import { repositoryUrl } from './repository-url.ts'
import { makeSection } from './sections.ts'
import { loadTrained, modelArtifact } from './trained.ts'
import { profileName } from './validate.ts'

/**
 * Publishes what this run judged: the very bytes, under the next version. Refuses a candidate that the binding evaluation does not
 * pass. Same bytes as production: nothing to publish. A version that was begun is finished with its own record, never judged again.
 */
export async function publish(line: Line, plan: Plan, name: string): Promise<Section<'publish'> | null> {
  const registry = requireRegistry(line, 'publishing')
  const planned = plannedModelNamed(plan, name)
  const trained = await loadTrained(line, planned)
  const begun = await registry.newest(name)
  const unfinished = begun?.version === planned.nextVersion ? begun.record : null
  const record = unfinished ?? (await bindingRecord(line, planned))
  if (record.sections.evaluate?.body.identical) {
    line.log.info(`${name}: the same bytes as production, unchanged; nothing is published`)
    return null
  }
  const text = releaseText(line, plan, planned)
  const result = await registry.publish({
    model: name,
    version: planned.nextVersion,
    record,
    readme: modelReadme(record, text),
    notes: releaseNotes(record, text),
    sourceCommit: plan.commit,
    sourceDate: (await line.tree.committedAt(plan.commit)).toISOString(),
    files: await releaseFiles(line, { name, trained, record }),
  })
  const section = makeSection(line, 'publish', {
    model: name,
    key: publishKey(record),
    consumed: [modelArtifact(trained.section)],
    produced: [],
    body: result,
  })
  await line.sections.save(section)
  return section
}

/** What a release page says besides its record. */
function releaseText(line: Line, plan: Plan, { nextVersion, origin }: PlannedModel): ReleaseText {
  const repository = repositoryUrl(line)
  const number = origin.kind === 'run' ? origin.pullRequest : null
  const pullRequest = number === null ? null : { number, url: `${repository}/pull/${number}` }
  return { version: nextVersion, repository, signature: line.signs ? 'key' : 'unsigned', sourceCommit: plan.commit, pullRequest }
}

/** The record of this run, sealed by a binding evaluation that passes. */
async function bindingRecord(line: Line, planned: PlannedModel): Promise<CandidateRecord> {
  const { name } = planned
  const stored = [await line.sections.own(name, 'validate'), await loadTrained(line, planned), await line.sections.own(name, 'evaluate')]
  const sections = stored.flatMap((one) => (one ? [one.section as Section] : []))
  const { record } = assemble(sections, { validate: planned.keys.validate, ...(planned.keys.train ? { train: planned.keys.train } : {}) })
  const evaluate = record.sections.evaluate
  if (!evaluate) throw new PipelineError('SECTION_MISSING', `"${name}" was not evaluated in this run`, { hint: 'run evaluate before publish' })
  if (!evaluate.body.binding)
    throw new PipelineError('NOT_PUBLISHABLE', `the evaluation of "${name}" is a preview`, { hint: "only ship, main's own workflow, publishes" })
  if (evaluate.run.dirty)
    throw new PipelineError('NOT_PUBLISHABLE', `"${name}" was evaluated with uncommitted changes`, { hint: 'commit them first' })
  if (evaluate.body.notApplicable.some(({ reason }) => reason === 'at_publishing') && verdictOf(record) === 'pass')
    throw new PipelineError('NOT_PUBLISHABLE', `"${name}" was not judged on its second test set`, { hint: 'run evaluate again in this job' })
  const verdict = verdictOf(record)
  if (verdict !== 'pass')
    throw new PipelineError('BLOCKED', `"${name}" is not published: its gates ${verdict === 'fail' ? 'fail' : 'could not be decided'}`, {
      hint: 'the summary of this run shows each gate',
    })
  return record
}

interface FileOfRelease {
  readonly name: string
  readonly path: string
  readonly digest: Digest
  readonly bytes: number
}

async function releaseFiles(
  line: Line,
  { name, trained, record }: { readonly name: string; readonly trained: StoredSection<'train'>; readonly record: CandidateRecord },
): Promise<readonly FileOfRelease[]> {
  const model = modelArtifact(trained.section)
  const files = [{ name: model.name, path: path.join(trained.folder, 'out', model.name), digest: model.digest, bytes: model.bytes }]
  return [...files, ...(await profileOf(line, name, record)), ...(await unitsOf(line, name, record))]
}

async function profileOf(line: Line, name: string, record: CandidateRecord): Promise<readonly FileOfRelease[]> {
  const profile = record.sections.validate?.produced.find((one) => one.role === 'profile')
  if (!profile) return []
  // Loaded, not only named: a job that did not validate by itself takes what this run left.
  const folder = (await line.sections.load(name, 'validate'))?.folder ?? (await line.sections.folder(name, 'validate'))
  const at = path.join(folder, profileName)
  if ((await line.files.digest(at))?.digest !== profile.digest)
    throw new PipelineError('PROFILE_MISSING', `the profile of "${name}" is not the one that its record names`, {
      hint: 'run validate in this job, on the same data',
    })
  return [{ name: profile.name, path: at, digest: profile.digest, bytes: profile.bytes }]
}

/**
 * What the model said of each unit of its test sets, for the next candidate. A release without it is whole: it is then made again. So
 * it is where an interrupted publication is finished, and its command now says something else.
 */
async function unitsOf(line: Line, name: string, record: CandidateRecord): Promise<readonly FileOfRelease[]> {
  const evaluated = record.sections.evaluate
  const units = evaluated ? publishedUnits(evaluated) : []
  const own = units.length > 0 ? await line.sections.own(name, 'evaluate') : null
  const files: FileOfRelease[] = []
  for (const { name: file, digest, bytes } of own ? units : []) {
    const at = path.join(own?.folder ?? '', path.basename(file))
    if ((await line.files.digest(at))?.digest === digest) files.push({ name: file, path: at, digest, bytes })
    else line.log.warn(`${name}: the results by unit in ${file} are not those that the record names; the release goes without them`)
  }
  return files
}

function publishKey(record: CandidateRecord): Digest {
  return canonicalDigest({ stage: 'publish', record: digestOf(serializeRecord(record)) })
}
