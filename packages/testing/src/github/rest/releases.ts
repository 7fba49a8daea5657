import type { Answer } from '../../http/listen.ts'
import { created, invalid, noContent, notFound, ok, paged, Refusal } from '../answers.ts'
import { bodyOf, numberParam, param, type RepositoryCall, repositoryRoutes } from '../call.ts'
import { grants, permissionsOfRole } from '../permissions.ts'
import { presentRelease } from '../present/release.ts'
import { recordEvent } from '../record-event.ts'
import { followRefChanges } from '../ref-changes.ts'
import { type Release, roleOf } from '../repository.ts'
import { workflowsKnown } from '../workflow-guard.ts'
import { now } from '../world.ts'
import { checkBody } from './issues.ts'

export const releaseRoutes = repositoryRoutes([
  ['repos/list-releases', 'GET /releases', 'contents=read', listReleases],
  ['repos/create-release', 'POST /releases', 'contents=write', createRelease],
  ['repos/get-latest-release', 'GET /releases/latest', 'contents=read', latestRelease],
  ['repos/get-release-by-tag', 'GET /releases/tags/{tag}', 'contents=read', releaseByTag],
  ['repos/get-release', 'GET /releases/{release_id}', 'contents=read', getRelease],
  ['repos/update-release', 'PATCH /releases/{release_id}', 'contents=write', updateRelease],
  ['repos/delete-release', 'DELETE /releases/{release_id}', 'contents=write', deleteRelease],
])

/** Drafts exist only for those who could write them. */
export function seesDrafts({ token, repository, actor }: RepositoryCall): boolean {
  if (token === null) return false
  return grants(token.kind === 'actions' ? token.permissions : permissionsOfRole(roleOf(repository, actor)), 'contents=write')
}

export function visibleReleases(call: RepositoryCall): Release[] {
  const drafts = seesDrafts(call)
  return [...call.repository.releases.values()].filter((release) => drafts || !release.draft).reverse()
}

export function releaseOf(call: RepositoryCall): Release {
  const release = visibleReleases(call).find(({ id }) => id === numberParam(call, 'release_id'))
  if (release === undefined) throw notFound()
  return release
}

const present = (call: RepositoryCall, release: Release): Record<string, unknown> => presentRelease(call.world, call.repository, release)

function listReleases(call: RepositoryCall): Answer {
  return paged(call, visibleReleases(call), (page) => page.map((release) => present(call, release)))
}
function getRelease(call: RepositoryCall): Answer {
  return ok(present(call, releaseOf(call)))
}

/** Never a draft, even for those who see drafts. */
function releaseByTag(call: RepositoryCall): Answer {
  const release = published(call).find(({ tag }) => tag === param(call, 'tag'))
  if (release === undefined) throw notFound()
  return ok(present(call, release))
}

const published = (call: RepositoryCall): Release[] => [...call.repository.releases.values()].filter((release) => !release.draft)

function latestRelease(call: RepositoryCall): Answer {
  const latest = published(call).findLast((release) => !release.prerelease)
  if (latest === undefined) throw notFound()
  return ok(present(call, latest))
}

interface ReleaseBody {
  readonly tag_name?: string
  readonly target_commitish?: string
  readonly name?: string
  readonly body?: string
  readonly draft?: boolean
  readonly prerelease?: boolean
}

async function createRelease(call: RepositoryCall): Promise<Answer> {
  const { tag_name: tag = '', target_commitish: target, name, body, draft = false, prerelease = false } = bodyOf<ReleaseBody>(call)
  checkBody('Release', body)
  const release: Release = {
    id: call.world.nextId(),
    author: call.actor,
    createdAt: now(call.world),
    assets: [],
    tag,
    target: target ?? call.repository.defaultBranch,
    name: name ?? null,
    body: body ?? null,
    draft: true,
    prerelease,
    publishedAt: null,
    immutable: false,
  }
  if (!draft) await publish(call, release)
  call.repository.releases.set(release.id, release)
  return created(present(call, release))
}

/** Creates the tag where it is missing; from then on the release is public and, where the repository says so, immutable. */
async function publish(call: RepositoryCall, release: Release): Promise<void> {
  const taken = call.repository.retiredTags.has(release.tag) || published(call).some(({ tag }) => tag === release.tag)
  if (taken) throw invalid('Release', 'tag_name', 'already_exists')
  await ensureTag(call, release)
  release.draft = false
  release.publishedAt = now(call.world)
  release.immutable = call.repository.immutableReleases
  recordEvent(call.world, call.repository, { name: 'release', action: 'published', actor: call.actor, payload: { release: present(call, release) } })
}

async function ensureTag(call: RepositoryCall, release: Release): Promise<void> {
  const { git } = call.repository
  const ref = `refs/tags/${release.tag}`
  const existing = await git.sha(ref)
  if (existing !== null) return
  const target = await git.commit(release.target)
  if (target === null) throw invalid('Release', 'target_commitish', 'invalid')
  if (call.token?.kind === 'actions' && !(await workflowsKnown(call.repository, target.sha))) {
    throw new Refusal(403, 'Resource not accessible by integration', {
      headers: { 'x-accepted-github-permissions': 'contents=write,workflows=write' },
    })
  }
  if (!(await git.updateRef(ref, target.sha, null))) throw invalid('Release', 'tag_name', 'invalid')
  await followRefChanges(call.world, call.repository, [{ ref, before: null, after: target.sha }], call.actor)
}

async function updateRelease(call: RepositoryCall): Promise<Answer> {
  const release = releaseOf(call)
  const { tag_name: tag, target_commitish: target, name, body, draft, prerelease } = bodyOf<ReleaseBody>(call)
  checkBody('Release', body)
  if (release.immutable && tag !== undefined && tag !== release.tag)
    throw invalid('Release', 'tag_name', 'custom', 'tag_name cannot be changed on an immutable release')
  if (tag !== undefined) release.tag = tag
  if (target !== undefined) release.target = target
  if (name !== undefined) release.name = name
  if (body !== undefined) release.body = body
  if (prerelease !== undefined) release.prerelease = prerelease
  if (draft === false && release.draft) await publish(call, release)
  return ok(present(call, release))
}

function deleteRelease(call: RepositoryCall): Answer {
  const release = releaseOf(call)
  call.repository.releases.delete(release.id)
  if (release.immutable) call.repository.retiredTags.add(release.tag)
  return noContent()
}
