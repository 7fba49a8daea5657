import path from 'node:path'
import { InferenceError } from '@seaworthy/inference'
import type { Rows } from '@seaworthy/metrics'
import type { Artifact, CandidateRecord, Digest, EvaluateBody, Finding, Warning } from '@seaworthy/record'
import { type Registry, RegistryError, type VerifiedVersion } from '@seaworthy/registry'
import { TrainingError } from '@seaworthy/training'
import { PipelineError } from '../errors.ts'
import type { Gathered } from '../evaluate.ts'
import type { Line } from '../line.ts'
import { scoreAlone } from './score-alone.ts'

/** The last release that was shown better than its predecessor, and what it says of the test rows. */
export interface Anchor {
  readonly described: NonNullable<EvaluateBody['anchor']>
  /** Null where it is production, or cannot be scored on these rows: nothing is asked of it then. */
  readonly rows: Rows | null
  readonly artifact: Artifact | null
  readonly warnings: readonly Warning[]
}

type Source = Pick<Gathered, 'planned' | 'policies' | 'baseline' | 'dataset' | 'open' | 'on'>

/** Versions that are looked through, where no record on the way names its own anchor. */
const mostVersions = 100

/**
 * The anchor of a candidate: production itself, or the newest version before it that was shown better in the primary metric. It is
 * verified and fetched as production is. Null where there is no production in the registry, or no such version.
 */
export async function anchorOf(line: Line, source: Source): Promise<Anchor | null> {
  const { primary } = source.policies.judging.policy
  const found = await anchorVersion(line, { ...source, primary })
  if (found === null) return null
  const { version, digest, release } = found
  return release ? scored(line, source, release) : { described: { version, digest }, rows: null, artifact: null, warnings: [] }
}

export interface AnchorVersion {
  readonly version: string
  readonly digest: Digest
  /** Null: it is production itself. */
  readonly release: VerifiedVersion | null
}

/** Which version is the anchor of a candidate, verified; null where there is none. */
export async function anchorVersion(
  { registry }: Pick<Line, 'registry'>,
  { planned, baseline, primary }: Pick<Source, 'planned' | 'baseline'> & { readonly primary: string },
): Promise<AnchorVersion | null> {
  if (!registry || !baseline?.record) return null
  const { version, digest } = baseline.described
  if (isAnchor(baseline.record, primary)) return { version, digest, release: null }
  const release = await findAnchor(registry, { name: planned.name, before: version, record: baseline.record, primary })
  return release && { version: release.version, digest: release.model.digest, release }
}

interface Search {
  readonly name: string
  readonly before: string
  readonly record: CandidateRecord
  readonly primary: string
}

async function findAnchor(registry: Registry, { name, before, record, primary }: Search): Promise<VerifiedVersion | null> {
  const named = namedAnchor(record, primary)
  if (named) return registry.version(name, named)
  const versions = (await registry.versions(name)).map(({ version }) => version)
  for (const version of versions
    .slice(0, Math.max(0, versions.indexOf(before)))
    .slice(-mostVersions)
    .toReversed()) {
    const older = await released(registry, name, version)
    if (!older) continue
    if (isAnchor(older.record, primary)) return older
    const its = namedAnchor(older.record, primary)
    if (its) return registry.version(name, its)
  }
  return null
}

// A version that was claimed and never released was never in production either.
async function released(registry: Registry, name: string, version: string): Promise<VerifiedVersion | null> {
  try {
    return await registry.version(name, version)
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'RELEASE_INCOMPLETE') return null
    throw error
  }
}

/** The anchor that a version was itself held against: it was not shown better, so that anchor still stands. */
function namedAnchor({ sections }: CandidateRecord, primary: string): string | null {
  const body = sections.evaluate?.body
  return body?.primary === primary ? (body.anchor?.version ?? null) : null
}

/** A first release is an anchor, and any that was shown better than production was, on the test set, in this metric. */
export function isAnchor({ sections }: Pick<CandidateRecord, 'sections'>, primary: string): boolean {
  const body = sections.evaluate?.body
  if (!body) return false
  return body.baseline === null || body.findings.some((finding) => finding.metric === primary && showsBetter(finding))
}

function showsBetter({ primary, reason, evidence }: Finding): boolean {
  return primary && reason === 'shown_better' && evidence.slice === null && evidence.against !== 'anchor' && evidence.dataset === undefined
}

async function scored(line: Line, { policies, dataset, open, on }: Source, version: VerifiedVersion): Promise<Anchor> {
  await using scratch = await line.files.temporary('anchor')
  await line.registry?.fetch(version, scratch.path)
  const described = { version: version.version, digest: version.model.digest }
  try {
    await using model = await open(path.join(scratch.path, version.model.name), version.record)
    const artifact: Artifact = { role: 'anchor', name: version.version, digest: model.digest, bytes: model.bytes, locations: [] }
    return { described, rows: await scoreAlone(line, { policies, dataset, model, on }), artifact, warnings: [] }
  } catch (error) {
    const why = whyNotScored(error)
    if (why === null) throw error
    const message = `the anchor v${version.version} cannot be scored: ${why}; small losses can add up until a release is shown better`
    return { described, rows: null, artifact: null, warnings: [{ code: 'ANCHOR_NOT_SCORED', message }] }
  }
}

function whyNotScored(error: unknown): string | null {
  if (error instanceof InferenceError && error.code === 'INPUT_MISSING') return 'it reads a column that the data no longer have'
  if (error instanceof PipelineError && error.code === 'PREDICTIONS_MISSING')
    return 'a command must predict for it, and its release kept no predictions of these rows'
  if (error instanceof TrainingError && error.code !== 'CANCELLED') return `the policy's command does not predict for it (${error.code})`
  return null
}
