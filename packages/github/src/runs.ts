import { createHash } from 'node:crypto'
import type { Connection } from './connection.ts'
import { downloadWhole } from './download.ts'
import { GitHubError, orNull } from './errors.ts'
import { unzip } from './unzip.ts'

export interface WorkflowRun {
  readonly id: string
  readonly attempt: number
  readonly event: string
  readonly headSha: string
  readonly headBranch: string | null
  /** owner/name; null when the fork is gone. */
  readonly headRepository: string | null
  readonly status: string
  readonly conclusion: string | null
  readonly url: string
}

export interface RunArtifact {
  readonly id: number
  readonly name: string
  readonly bytes: number
  readonly digest: string | null
  readonly expired: boolean
}

/** An artifact of any run, by its name alone. */
export interface NamedArtifact {
  /** ISO 8601. */
  readonly createdAt: string
  /** Of the run that left it; null where the run is gone. */
  readonly headSha: string | null
}

export interface RunFilter {
  readonly headSha?: string
  readonly branch?: string
  readonly event?: string
}

/** Runs of a workflow file and the artifacts that they left. Needs `actions: read`. */
export interface Runs {
  get(id: string): Promise<WorkflowRun | null>
  /** Newest first, every page. */
  ofWorkflow(file: string, filter: RunFilter): Promise<readonly WorkflowRun[]>
  artifacts(runId: string): Promise<readonly RunArtifact[]>
  /** The artifacts of that very name, whatever run left them, those that have expired but are still listed included. Every page. */
  named(name: string): Promise<readonly NamedArtifact[]>
  /** Name to bytes of each entry; `maxBytes` holds for the zip and for what it unpacks to. */
  download(artifact: RunArtifact, limits: { readonly maxBytes: number }): Promise<ReadonlyMap<string, Uint8Array>>
}

/** More than any honest artifact of ours. */
const maxEntries = 2000

export function openRuns(connection: Connection): Runs {
  return {
    get: (id) => getRun(connection, id),
    ofWorkflow: (file, filter) => listRuns(connection, file, filter),
    artifacts: (runId) => listArtifacts(connection, runId),
    named: (name) => listNamed(connection, name),
    download: (artifact, limits) => downloadArtifact(connection, artifact, limits),
  }
}

async function getRun({ octokit, at }: Connection, id: string): Promise<WorkflowRun | null> {
  const found = await orNull(octokit.rest.actions.getWorkflowRun({ ...at, run_id: numberOf(id) }))
  return found && runOf(found.data)
}

async function listRuns({ octokit, at }: Connection, file: string, { headSha, branch, event }: RunFilter): Promise<readonly WorkflowRun[]> {
  const filter = {
    ...(headSha === undefined ? {} : { head_sha: headSha }),
    ...(branch === undefined ? {} : { branch }),
    ...(event === undefined ? {} : { event }),
  }
  const runs = await octokit.paginate(octokit.rest.actions.listWorkflowRuns, { ...at, workflow_id: file, ...filter, per_page: 100 })
  return runs.map(runOf)
}

async function listArtifacts({ octokit, at }: Connection, runId: string): Promise<readonly RunArtifact[]> {
  const artifacts = await octokit.paginate(octokit.rest.actions.listWorkflowRunArtifacts, { ...at, run_id: numberOf(runId), per_page: 100 })
  return artifacts.map(({ id, name, size_in_bytes, digest, expired }) => ({ id, name, bytes: size_in_bytes, digest: digest ?? null, expired }))
}

async function listNamed({ octokit, at }: Connection, name: string): Promise<readonly NamedArtifact[]> {
  const artifacts = await octokit.paginate(octokit.rest.actions.listArtifactsForRepo, { ...at, name, per_page: 100 })
  return artifacts.map(({ created_at, workflow_run }) => ({ createdAt: created_at ?? '', headSha: workflow_run?.head_sha ?? null }))
}

async function downloadArtifact(connection: Connection, artifact: RunArtifact, { maxBytes }: { readonly maxBytes: number }) {
  const place = `the artifact "${artifact.name}"`
  if (artifact.expired) throw new GitHubError('ARTIFACT_EXPIRED', `${place} has expired`, { hint: 'run the workflow that made it again' })
  const tooLarge = new GitHubError('ARTIFACT_TOO_LARGE', `${place} has more than ${maxBytes} bytes`)
  if (artifact.bytes > maxBytes) throw tooLarge
  const route = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/zip'
  const zip = await downloadWhole(connection, { route, parameters: { artifact_id: artifact.id }, accept: 'application/vnd.github+json' }, maxBytes)
  if (zip === null) throw tooLarge
  requireDigest(zip, artifact, place)
  return unzip(zip, place, { maxBytes, maxEntries })
}

function requireDigest(zip: Uint8Array, { digest }: RunArtifact, place: string): void {
  if (digest === null) return
  const actual = `sha256:${createHash('sha256').update(zip).digest('hex')}`
  if (actual !== digest) throw new GitHubError('ARTIFACT_DIGEST_MISMATCH', `${place} has digest ${actual}, GitHub says ${digest}`)
}

function numberOf(id: string): number {
  if (!/^[1-9][0-9]{0,15}$/.test(id)) throw new GitHubError('ADDRESS_INVALID', `"${id}" is not the id of a run`)
  return Number(id)
}

interface RawRun {
  readonly id: number
  readonly run_attempt?: number
  readonly event: string
  readonly head_sha: string
  readonly head_branch: string | null
  readonly head_repository: { readonly full_name: string } | null
  readonly status: string | null
  readonly conclusion: string | null
  readonly html_url: string
}

function runOf(raw: RawRun): WorkflowRun {
  return {
    id: String(raw.id),
    attempt: raw.run_attempt ?? 1,
    event: raw.event,
    headSha: raw.head_sha,
    headBranch: raw.head_branch,
    headRepository: raw.head_repository?.full_name ?? null,
    status: raw.status ?? 'unknown',
    conclusion: raw.conclusion,
    url: raw.html_url,
  }
}
