// What there is to see from outside after a run.
import { canonicalDigest, type Digest, parseSection, type Section } from '@seaworthy/record'
import type { ActRun, HostedRepository, LoggedRequest, Results } from '@seaworthy/testing'
import { unzipSync } from 'fflate'

/** Result of each job that ran, by its own name: act names the calling workflow and jobs before it. A job that is missing did not run. */
export function jobsOf({ jobs }: ActRun): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(jobs).map(([name, result]) => [name.split('/').at(-1), result]))
}

/** Requests that change something; a fetch over git is a POST that reads. */
export function writesIn(requests: readonly LoggedRequest[]): readonly string[] {
  return requests
    .filter(({ method, operation }) => !['GET', 'HEAD'].includes(method) && operation !== 'git/git-upload-pack')
    .map(({ operation, status }) => `${operation} ${status}`)
}

export interface Status {
  readonly state: string
  readonly description: string
}

/** The statuses of a commit, oldest first. */
export function statusesOf({ state }: HostedRepository, sha: string): readonly Status[] {
  return state.statuses
    .filter((one) => one.sha === sha && one.context === 'seaworthy')
    .map(({ state, description }) => ({ state, description: String(description) }))
}

/** The bodies of the comments of a pull request or issue. */
export async function commentsOn(repository: HostedRepository, number: number): Promise<readonly { readonly id: number; readonly body: string }[]> {
  const { comments } = await repository.snapshot()
  return comments.filter(({ issue }) => issue === number).map(({ id, body }) => ({ id: Number(id), body: String(body) }))
}

export type Unzipped = Readonly<Record<string, Uint8Array>>

/** The files of an artifact that a run left. */
export function artifactOf(results: Results, runId: number, name: string): Unzipped | null {
  const found = results.artifactsOf(runId).find((one) => one.name === name)
  const bytes = found ? results.artifactBytes(found.id) : null
  return bytes ? unzipSync(bytes) : null
}

/** The section that a stage of a run left. */
export function sectionOf(results: Results, runId: number, stage: string): Section {
  const name = `seaworthy-${stage}-tiny-a1`
  return parseSection(artifactOf(results, runId, name)?.['section.json'] ?? new Uint8Array(), `${name} of run ${runId}`)
}

/** Digest of the record that the sections of a run make; `trainedIn` is the run that trained, where that is another one. */
export function recordDigestOf(
  results: Results,
  runId: number,
  { commit, trainedIn = runId }: { readonly commit: string; readonly trainedIn?: number },
): Digest {
  const sections = {
    validate: sectionOf(results, runId, 'validate'),
    train: sectionOf(results, trainedIn, 'train'),
    evaluate: sectionOf(results, runId, 'evaluate'),
  }
  return canonicalDigest({ schema: 'seaworthy.record/1', model: 'tiny', commit, sections })
}
