import { parseTag } from '../git/commit-object.ts'
import type { Repository } from './repository.ts'
import type { World } from './world.ts'

export interface Snapshot {
  readonly repository: string
  readonly tags: readonly { readonly name: string; readonly commit: string; readonly message: string | null }[]
  readonly branches: Readonly<Record<string, string>>
  readonly releases: readonly Record<string, unknown>[]
  readonly statuses: readonly Record<string, unknown>[]
  readonly issues: readonly Record<string, unknown>[]
  readonly pulls: readonly Record<string, unknown>[]
  readonly comments: readonly Record<string, unknown>[]
  readonly deployments: readonly Record<string, unknown>[]
  readonly runs: readonly Record<string, unknown>[]
}

/** The repository's state as plain JSON, oldest first, for assertions and for the papers of a demonstration. */
export async function repositorySnapshot(_world: World, repository: Repository): Promise<Snapshot> {
  const heads = await repository.git.refs('refs/heads/')
  return {
    repository: repository.fullName,
    tags: await tags(repository),
    branches: Object.fromEntries(heads.map(({ ref, sha }) => [ref.slice('refs/heads/'.length), sha])),
    releases: [...repository.releases.values()].map(({ assets, ...release }) => ({
      ...release,
      assets: assets.map(({ bytes, ...asset }) => ({ ...asset, bytes: bytes.length })),
    })),
    statuses: repository.statuses.map((status) => ({ ...status })),
    issues: [...repository.issues.values()].filter((issue) => !repository.pulls.has(issue.number)).map((issue) => ({ ...issue })),
    pulls: [...repository.pulls.values()].map(({ head, base, ...pull }) => ({
      ...repository.issues.get(pull.number),
      ...pull,
      head: { repository: head.repository.fullName, branch: head.branch, sha: head.sha },
      base: { ...base },
    })),
    comments: [...repository.comments.values()].map((comment) => ({ ...comment })),
    deployments: [...repository.deployments.values()].map((deployment) => ({
      ...deployment,
      statuses: deployment.statuses.map((status) => ({ ...status })),
    })),
    runs: [...repository.runs.values()].map(({ headRepository, ...run }) => ({ ...run, headRepository: headRepository.fullName })),
  }
}

async function tags(repository: Repository): Promise<Snapshot['tags']> {
  const refs = await repository.git.refs('refs/tags/')
  return Promise.all(
    refs.map(async ({ ref, sha, type }) => {
      const annotated = type === 'tag' ? await repository.git.read(sha) : null
      const commit = (await repository.git.sha(`${sha}^{commit}`)) ?? sha
      return { name: ref.slice('refs/tags/'.length), commit, message: annotated === null ? null : parseTag(annotated.data).message }
    }),
  )
}
