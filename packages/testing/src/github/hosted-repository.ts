import { TestingError } from '../errors.ts'
import type { TreeChange } from '../git/bare-repository.ts'
import { Refusal } from './answers.ts'
import { presentPull } from './present/issue.ts'
import { mergePull, openPull } from './pull-requests.ts'
import { followRefChanges } from './ref-changes.ts'
import type { Pull, Repository } from './repository.ts'
import { repositorySnapshot, type Snapshot } from './snapshot.ts'
import { type Conclusion, finishRun, type StartedRun, type StartRun, startRun } from './start-run.ts'
import { now, type World } from './world.ts'

/** Path to content; null deletes the file. */
export type FileChanges = Readonly<Record<string, string | Uint8Array | null>>

export interface OpenPullRequest {
  readonly head: string
  readonly base?: string
  readonly title: string
  readonly body?: string
  /** Committed to the head branch first, which is created from the base where it is missing. */
  readonly files?: FileChanges
  /** Owner of the fork that holds the head branch; the fork is made where it is missing. */
  readonly fork?: string
  /** Default: the owner of the head's repository. */
  readonly author?: string
  readonly draft?: boolean
}

/** The hand of the harness on one repository: what people and GitHub itself would do. */
export class HostedRepository {
  readonly #world: World
  readonly state: Repository
  readonly #fork: (owner: string) => Promise<HostedRepository>

  constructor(world: World, state: Repository, fork: (owner: string) => Promise<HostedRepository>) {
    this.#world = world
    this.state = state
    this.#fork = fork
  }

  get fullName(): string {
    return this.state.fullName
  }

  /** For `git clone`; private repositories want a token as the password. */
  get cloneUrl(): string {
    return `${this.#world.base}/${this.fullName}.git`
  }

  /** The bare repository on disk. */
  get gitPath(): string {
    return this.state.git.path
  }

  async sha(revision: string): Promise<string> {
    const sha = await this.state.git.sha(revision)
    if (sha === null) throw new TestingError('UNKNOWN_BRANCH', `${this.fullName} has no revision "${revision}"`)
    return sha
  }

  async read(revision: string, path: string): Promise<Buffer | null> {
    return (await this.state.git.read(`${revision}:${path}`))?.data ?? null
  }

  /** Commits onto a branch, made from the default branch where it is missing, and answers the new sha. */
  async commit(branch: string, files: FileChanges, message: string, author: string = this.state.owner): Promise<string> {
    const ref = `refs/heads/${branch}`
    const before = await this.state.git.sha(ref)
    const parent = before ?? (await this.state.git.sha(`refs/heads/${this.state.defaultBranch}`))
    const tree = await this.state.git.writeTree(parent, await this.#changes(files))
    return this.commitTree(branch, { tree, message, author, parents: parent === null ? [] : [parent], before })
  }

  async #changes(files: FileChanges): Promise<TreeChange[]> {
    const kept = Object.entries(files).flatMap(([path, content]) => (content === null ? [] : [{ path, content }]))
    const shas = await this.state.git.writeBlobs(kept.map(({ content }) => content))
    const removed = Object.keys(files).filter((path) => files[path] === null)
    return [
      ...kept.map(({ path, content }, index) => ({ path, sha: shas[index] ?? null, mode: executable(content) ? '100755' : '100644' })),
      ...removed.map((path) => ({ path, sha: null, mode: '100644' })),
    ]
  }

  /** @internal */
  async commitTree(
    branch: string,
    { tree, message, author, parents, before }: { tree: string; message: string; author: string; parents: string[]; before: string | null },
  ): Promise<string> {
    const signature = { name: author, email: `${author}@users.noreply.github.com`, date: now(this.#world) }
    const after = await this.state.git.writeCommit({ tree, parents, author: signature, committer: signature, message })
    await this.state.git.updateRef(`refs/heads/${branch}`, after)
    await followRefChanges(this.#world, this.state, [{ ref: `refs/heads/${branch}`, before, after }], author)
    return after
  }

  fork(owner: string): Promise<HostedRepository> {
    return this.#fork(owner)
  }

  /** Opens a pull request and answers it as GitHub's REST API shows it. */
  async openPullRequest({
    head,
    base = this.state.defaultBranch,
    title,
    body,
    files,
    fork,
    author,
    draft = false,
  }: OpenPullRequest): Promise<PullRequestView> {
    const side = fork === undefined ? this : await this.fork(fork)
    const opener = author ?? side.state.owner
    if (files !== undefined) await side.commit(head, files, title, opener)
    const request = { head, headRepository: side.state, base, title, body: body ?? null, draft, author: opener }
    return this.#view(await unrefused(() => openPull(this.#world, this.state, request)))
  }

  /** Commits onto the head branch of a pull request; answers the new head. */
  async pushToPullRequest(number: number, files: FileChanges, message: string): Promise<string> {
    const { head } = this.#pull(number)
    const side = head.repository === this.state ? this : await this.fork(head.repository.owner)
    return side.commit(head.branch, files, message)
  }

  pullRequest(number: number): PullRequestView {
    return this.#view(this.#pull(number))
  }

  /** Merges as the owner would with the button; answers the sha of the merge commit. @throws {TestingError} `MERGE_CONFLICT`. */
  async merge(number: number, method: 'merge' | 'squash' = 'merge', actor: string = this.state.owner): Promise<string> {
    return unrefused(() => mergePull(this.#world, this.state, this.#pull(number), { method, actor }))
  }

  #pull(number: number): Pull {
    const pull = this.state.pulls.get(number)
    if (pull === undefined) throw new TestingError('UNKNOWN_PULL_REQUEST', `${this.fullName} has no pull request ${number}`)
    return pull
  }

  #view(pull: Pull): PullRequestView {
    const { number, head, base, mergeCommitSha } = pull
    return {
      number,
      headSha: head.sha,
      headBranch: head.branch,
      headRepository: head.repository.fullName,
      baseSha: base.sha,
      mergeSha: mergeCommitSha,
      json: presentPull(this.#world, this.state, pull),
    }
  }

  /** Starts a run: from here on its token works, until `finishRun`. */
  startRun(request: StartRun): StartedRun {
    return startRun(this.#world, this.state, request)
  }

  /** Ends a run: its token dies, and a `workflow_run` event is recorded. */
  finishRun(id: number, conclusion: Conclusion): void {
    finishRun(this.#world, this.state, id, conclusion)
  }

  /** Moves or removes any ref, behind GitHub's back: no event, no rule. For attacks. */
  async setRef(ref: string, sha: string | null): Promise<void> {
    await this.state.git.updateRef(ref, sha)
  }

  /** Tags, releases with their assets, statuses, issues, pull requests, comments, deployments: plain JSON. */
  snapshot(): Promise<Snapshot> {
    return repositorySnapshot(this.#world, this.state)
  }

  /** The bytes of a release asset, drafts included, or null. */
  assetBytes(tag: string, name: string): Buffer | null {
    const releases = [...this.state.releases.values()].filter((release) => release.tag === tag)
    return releases.flatMap((release) => release.assets).find((asset) => asset.name === name)?.bytes ?? null
  }
}

export interface PullRequestView {
  readonly number: number
  readonly headSha: string
  readonly headBranch: string
  readonly headRepository: string
  readonly baseSha: string
  /** The test merge while open, the merge commit once merged; null on a conflict. */
  readonly mergeSha: string | null
  /** As GitHub's REST API shows it, and event payloads carry it. */
  readonly json: Readonly<Record<string, unknown>>
}

/** Scripts that begin with `#!` are executable, as they would be in a repository. */
function executable(content: string | Uint8Array): boolean {
  return typeof content === 'string' ? content.startsWith('#!') : content[0] === 35 && content[1] === 33
}

/** What would be an HTTP refusal is a mistake of the harness here. */
async function unrefused<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    throw new TestingError('MERGE_CONFLICT', `refused: ${JSON.stringify(cause.answer.body)}`, { cause })
  }
}
