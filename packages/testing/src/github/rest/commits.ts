import type { Answer } from '../../http/listen.ts'
import { notFound, ok, paged, Refusal } from '../answers.ts'
import { param, type RepositoryCall, repositoryRoutes } from '../call.ts'
import { type KnownCommit, presentCommit, presentFiles } from '../present/commit.ts'
import { presentPull } from '../present/issue.ts'
import { apiUrl, pageUrl } from '../present/repository.ts'

export const commitRoutes = repositoryRoutes([
  ['repos/list-commits', 'GET /commits', 'contents=read', listCommits],
  ['repos/get-commit', 'GET /commits/{ref}', 'contents=read', getCommit],
  ['repos/list-pull-requests-associated-with-commit', 'GET /commits/{commit_sha}/pulls', 'pull_requests=read', pullsOfCommit],
  ['repos/compare-commits-with-basehead', 'GET /compare/{basehead}', 'contents=read', compare],
])

export async function commitAt(call: RepositoryCall, revision: string): Promise<KnownCommit> {
  const commit = await call.repository.git.commit(revision)
  if (commit === null) throw new Refusal(422, `No commit found for SHA: ${revision}`)
  return commit
}

async function commitsOf(call: RepositoryCall, shas: readonly string[]): Promise<KnownCommit[]> {
  return Promise.all(shas.map((sha) => commitAt(call, sha)))
}

async function listCommits(call: RepositoryCall): Promise<Answer> {
  const start = await commitAt(call, call.query.get('sha') ?? call.repository.defaultBranch)
  const path = call.query.get('path')
  const shas = await call.repository.git.text(['rev-list', start.sha, '--', ...(path === null ? [] : [path])])
  const commits = await commitsOf(call, shas.split('\n').filter(Boolean))
  return paged(call, commits, (page) => page.map((commit) => presentCommit(call.world, call.repository, commit)))
}

async function getCommit(call: RepositoryCall): Promise<Answer> {
  const commit = await commitAt(call, param(call, 'ref'))
  if (/\bsha\b/.test(String(call.headers.accept)))
    return { status: 200, body: Buffer.from(commit.sha), headers: { 'content-type': 'application/vnd.github.sha; charset=utf-8' } }
  const files = await presentFiles(call.world, call.repository, commit.parents[0] ?? null, commit.sha)
  const count = (key: 'additions' | 'deletions'): number => files.reduce((sum, file) => sum + Number(file[key]), 0)
  const stats = { additions: count('additions'), deletions: count('deletions'), total: count('additions') + count('deletions') }
  return ok({ ...presentCommit(call.world, call.repository, commit), stats, files })
}

/** Pull requests whose head contains the commit, or whose merge made it. Closed ones count; forks' heads do not until merged. */
async function pullsOfCommit(call: RepositoryCall): Promise<Answer> {
  const { git, pulls } = call.repository
  const { sha } = await commitAt(call, param(call, 'commit_sha'))
  const found = []
  for (const pull of pulls.values()) {
    const merged = pull.merged !== null && pull.mergeCommitSha === sha
    const own = pull.head.repository === call.repository || pull.merged !== null
    const contains = own && (await git.isAncestor(sha, pull.head.sha)) && !(await git.isAncestor(sha, pull.base.sha))
    if (merged || contains || (own && pull.head.sha === sha)) found.push(pull)
  }
  return paged(call, found, (page) => page.map((pull) => presentPull(call.world, call.repository, pull)))
}

async function compare(call: RepositoryCall): Promise<Answer> {
  const [baseName = '', headName = ''] = param(call, 'basehead').split('...')
  const { git } = call.repository
  const base = await git.commit(baseName)
  const head = await git.commit(headName.replace(/^[^:]*:/, ''))
  const mergeBaseSha = base === null || head === null ? null : await git.mergeBase(base.sha, head.sha)
  if (base === null || head === null || mergeBaseSha === null) throw notFound()
  const [behind = 0, ahead = 0] = (await git.text(['rev-list', '--left-right', '--count', `${base.sha}...${head.sha}`])).split('\t').map(Number)
  const shas = (await git.text(['rev-list', '--reverse', `${base.sha}..${head.sha}`])).split('\n').filter(Boolean)
  const present = (commit: KnownCommit): unknown => presentCommit(call.world, call.repository, commit)
  const files = await presentFiles(call.world, call.repository, mergeBaseSha, head.sha)
  const status = behind === 0 ? (ahead === 0 ? 'identical' : 'ahead') : ahead === 0 ? 'behind' : 'diverged'
  return paged(call, await commitsOf(call, shas), (page, total) => ({
    url: `${apiUrl(call.world, call.repository)}/compare/${baseName}...${headName}`,
    html_url: `${pageUrl(call.world, call.repository)}/compare/${baseName}...${headName}`,
    base_commit: present(base),
    merge_base_commit: mergeBaseSha === base.sha ? present(base) : { sha: mergeBaseSha },
    status,
    ahead_by: ahead,
    behind_by: behind,
    total_commits: total,
    commits: page.map(present),
    files,
  }))
}
