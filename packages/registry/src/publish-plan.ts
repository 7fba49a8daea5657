import type { Claim } from './registry-commit.ts'
import { nextVersion, versionTag } from './version.ts'

/** `new`: a version to claim. `finish`: the source commit has one; its record stands, it is never judged again. */
export type PublishPlan =
  | { readonly kind: 'new'; readonly version: string; readonly tag: string }
  | { readonly kind: 'finish'; readonly version: string; readonly tag: string; readonly claim: Claim }

/**
 * Which version a commit of main becomes. One commit makes at most one version of a model.
 * @example planPublish({ model: 'a', sourceCommit: sha, claims: [] }) // { kind: 'new', version: '1.0.0', tag: 'a@v1.0.0' }
 */
export function planPublish(state: { readonly model: string; readonly sourceCommit: string; readonly claims: readonly Claim[] }): PublishPlan {
  const claim = state.claims.find(({ sourceCommit }) => sourceCommit === state.sourceCommit)
  if (claim) return { kind: 'finish', version: claim.version, tag: claim.tag, claim }
  const version = nextVersion(state.claims.map((one) => one.version))
  return { kind: 'new', version, tag: versionTag(state.model, version) }
}
