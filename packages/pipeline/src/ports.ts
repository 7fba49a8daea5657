import type { DataFile, Session } from '@seaworthy/datasets'
import type { Model } from '@seaworthy/inference'
import type { CandidateStage, Digest, RunIdentity, Section, Stage, Tool } from '@seaworthy/record'

/** The clock of the outside world; only the app reads it. */
export interface Clock {
  now(): Date
  /** Of a clock that never goes back: only differences mean something. */
  monotonicMs(): number
}

/** Lines for the person who watches: never a place for results. */
export interface Log {
  info(message: string): void
  warn(message: string): void
}

/** What git knows of this repository. Trees are named by commit or by tree id. */
export interface SourceTree {
  /** Absolute path of the work tree. */
  readonly root: string
  /** The commit that is checked out. */
  head(): Promise<string>
  resolve(ref: string): Promise<string | null>
  mergeBase(left: string, right: string): Promise<string | null>
  /** Path to blob id of every tracked file. */
  files(tree: string): Promise<ReadonlyMap<string, string>>
  read(tree: string, path: string): Promise<Uint8Array | null>
  /** Commits from `tip` back along first parents, newest first, `tip` included. */
  firstParents(tip: string, limit: number): Promise<readonly string[]>
  committedAt(commit: string): Promise<Date>
  /** The tree of the work tree as it is now, uncommitted changes included (a temporary index). */
  workingTree(): Promise<{ readonly tree: string; readonly dirty: boolean }>
}

/** A stage's section and the files that it names, wherever stages hand them on: a folder, or artifacts of the run. */
export interface SectionStore {
  /** The folder in which this stage writes its files before `save`. */
  folder(model: string, stage: Stage): Promise<string>
  save(section: Section): Promise<void>
  saveFailure(model: string, failure: StageFailure): Promise<void>
  load<S extends CandidateStage>(model: string, stage: S): Promise<StoredSection<S> | null>
  /** Only what this very job made: what is published, promoted or acted upon never comes from an artifact, which user code could have left. */
  own<S extends Stage>(model: string, stage: S): Promise<StoredSection<S> | null>
  failure(model: string, stage: Stage): Promise<StageFailure | null>
  /** Leaves a mark that later runs can count, by its name; twice is once. */
  mark(mark: Mark): Promise<void>
  /** Who left marks of that name on this machine; what other machines left is told by GitHub. */
  marks(mark: Omit<Mark, 'by'>): Promise<readonly string[]>
  /** `handOn`: for the other jobs of the run, too. */
  savePlan(plan: unknown, options: { readonly handOn: boolean }): Promise<void>
  loadPlan(): Promise<Uint8Array | null>
  /** Why there is no plan, for the reporter. */
  savePlanFailure(failure: StageFailure): Promise<void>
  planFailure(): Promise<StageFailure | null>
}
export interface Mark {
  readonly model: string
  /** Letters, digits, dots and dashes. */
  readonly name: string
  readonly by: string
}
export interface StoredSection<S extends Stage = Stage> {
  readonly section: Section<S>
  /** Absolute path of the folder that holds the files named in `produced`. */
  readonly folder: string
}
/** What a stage leaves when it could not do its work; it carries no stack and no secret. */
export interface StageFailure {
  readonly stage: Stage | 'plan'
  readonly code: string
  readonly message: string
  readonly hint: string | null
}

/** The engines behind data and models; opened on first use, since a report needs neither. */
export interface Engines {
  session(): Promise<Session>
  /** `threads`: within one operator; as many as the machine has where left out. */
  model(path: string, options?: { readonly threads?: number }): Promise<Model>
  /** Bytes that opening a model and scoring with it add to a process of its own; null where that cannot be told. */
  peakMemory(path: string): Promise<number | null>
}

/** Bytes on this machine. */
export interface Files {
  digest(path: string): Promise<{ readonly digest: Digest; readonly bytes: number } | null>
  read(path: string): Promise<Uint8Array | null>
  write(path: string, bytes: Uint8Array | string): Promise<void>
  /** A file or a folder; nothing where there is none. */
  remove(path: string): Promise<void>
  temporary(name: string): Promise<AsyncDisposable & { readonly path: string }>
}

/** A file that a source names. */
export interface SourceFile {
  /** As people know it: from the repository's root, or of a remote file its last part. */
  readonly name: string
  /** Where exactly a remote file is fetched from; null for files of the repository. */
  readonly uri: string | null
}
export interface FetchedFile extends DataFile {
  readonly digest: Digest
  readonly bytes: number
}

/** Where data live: files of the repository, and what is fetched into a cache outside of it. */
export interface DataSources {
  /** The files that a source names now, sorted by name; none where nothing matches. */
  list(source: string): Promise<readonly SourceFile[]>
  /**
   * The file on this machine, its bytes measured; null where the repository has no such file. Of a remote file only the bytes of
   * the expected digest are given out.
   */
  fetch(file: SourceFile, expected: ExpectedBytes | null): Promise<FetchedFile | null>
  /** Whether a file is here without fetching: as expected, with other bytes, or not at all. */
  held(file: SourceFile, expected: ExpectedBytes): Promise<'here' | 'changed' | 'absent'>
}
export interface ExpectedBytes {
  readonly digest: Digest
  readonly bytes: number
}

/** Runs a command of the repository's owner: deployment and its smoke test. */
export interface Commands {
  run(
    command: string,
    options: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly timeoutMs: number },
  ): Promise<{ readonly exitCode: number; readonly tail: string }>
  /** True once the URL answers 2xx, false when it has not within the time. */
  answers(url: string, timeoutMs: number): Promise<boolean>
}

/** Who we are in this run. */
export interface Identity {
  readonly tool: Tool
  readonly run: RunIdentity
}

// ---- GitHub, as this pipeline needs it. Adapters are in packages/github. ----

export interface PullRequest {
  readonly number: number
  readonly title: string
  readonly state: 'open' | 'closed'
  readonly merged: boolean
  readonly mergeCommit: string | null
  readonly mergedAt: string | null
  /** Login of who opened it; null where the account is gone. */
  readonly author: string | null
  readonly url: string
  readonly head: { readonly sha: string; readonly ref: string /** owner/name; null when the fork is gone */; readonly repository: string | null }
  readonly base: { readonly sha: string; readonly ref: string }
}
export interface Pulls {
  get(number: number): Promise<PullRequest | null>
  /** Pull requests that brought a commit to the default branch. */
  ofCommit(sha: string): Promise<readonly PullRequest[]>
  /** Open pull requests from a branch; `head` is `owner:branch`. */
  fromHead(head: string): Promise<readonly PullRequest[]>
  /** Every open pull request. */
  allOpen(): Promise<readonly PullRequest[]>
  /** Opens a pull request; one already open from this head is returned instead. */
  open(pull: { readonly head: string; readonly base: string; readonly title: string; readonly body: string }): Promise<PullRequest>
}

/** What somebody said under a pull request. */
export interface PullComment {
  readonly body: string
  /** Null where the account is gone. */
  readonly author: string | null
  readonly createdAt: string
  /** Another time than `createdAt` once it was edited. */
  readonly updatedAt: string
  readonly url: string | null
}
export type RepositoryRole = 'none' | 'read' | 'write' | 'admin'

export type StatusState = 'pending' | 'success' | 'failure' | 'error'
export interface CommitStatus {
  readonly context: string
  readonly state: StatusState
  readonly description: string
  readonly url: string | null
  /** Login of who set it: `github-actions[bot]` for a workflow. */
  readonly creator: string | null
}
export interface Statuses {
  set(
    sha: string,
    status: { readonly context: string; readonly state: StatusState; readonly description: string; readonly url: string | null },
  ): Promise<void>
  /** Newest first. */
  list(sha: string): Promise<readonly CommitStatus[]>
}

export interface WorkflowRun {
  readonly id: string
  readonly attempt: number
  readonly event: string
  readonly headSha: string
  readonly headBranch: string | null
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
/** Runs of a workflow file and the artifacts that they left. Needs `actions: read`. */
export interface Runs {
  get(id: string): Promise<WorkflowRun | null>
  /** Newest first. */
  ofWorkflow(file: string, filter: { readonly headSha?: string; readonly branch?: string }): Promise<readonly WorkflowRun[]>
  artifacts(runId: string): Promise<readonly RunArtifact[]>
  /** The artifacts of that very name, whatever run left them. */
  named(name: string): Promise<readonly { readonly createdAt: string; readonly headSha: string | null }[]>
  /** The entries of an artifact's zip; refuses more than `maxBytes` before and after unpacking, and paths that climb. */
  download(artifact: RunArtifact, limits: { readonly maxBytes: number }): Promise<ReadonlyMap<string, Uint8Array>>
}

export interface Issue {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly author: string
  readonly state: 'open' | 'closed'
  readonly url: string
}
export interface Issues {
  /** Open issues that carry a label. */
  open(label: string): Promise<readonly Issue[]>
  create(issue: {
    readonly title: string
    readonly body: string
    readonly labels: readonly string[] /** unique text in the body: an issue that already carries it is returned instead */
    readonly marker: string
  }): Promise<Issue>
  update(number: number, change: { readonly title?: string; readonly body?: string; readonly state?: 'open' | 'closed' }): Promise<void>
  comment(number: number, body: string): Promise<void>
}

export interface Branches {
  /** Tip of a branch; null when there is none. */
  tip(branch: string): Promise<string | null>
  /** One commit on top of `parent` that changes these files, as a new branch; an existing branch is moved to it (by force only if it is one of ours). */
  commit(change: {
    readonly branch: string
    readonly parent: string
    readonly message: string
    readonly files: Readonly<Record<string, string>>
  }): Promise<string>
}

export interface Dispatches {
  workflow(file: string, ref: string, inputs: Readonly<Record<string, string>>): Promise<void>
}

export interface Deployments {
  create(deployment: {
    readonly ref: string
    readonly environment: string
    readonly description: string
    readonly payload: unknown
  }): Promise<{ readonly id: number; readonly url: string }>
  status(
    id: number,
    status: {
      readonly state: 'in_progress' | 'success' | 'failure' | 'error' | 'inactive'
      readonly description: string
      readonly logUrl: string | null
    },
  ): Promise<void>
}
