import { requireName } from './names.ts'
import type { Refs, Sha } from './ports.ts'
import { compareVersions, parseVersion, parseVersionTag } from './version.ts'

/** A version by its tag alone: nothing about it is verified yet. */
export interface VersionEntry {
  readonly name: string
  readonly version: string
  readonly tag: string
  /** What the tag points at: a registry commit, if the tag is honest. */
  readonly commit: Sha
}

/** The versions of one model that have a tag, lowest first; tags of other tools and of other models are passed over. One call. */
export async function listVersions(refs: Refs, name: string): Promise<readonly VersionEntry[]> {
  const found: VersionEntry[] = []
  for await (const { ref, object } of refs.list(`refs/tags/${requireName('model', name)}@v`)) {
    const tag = ref.slice('refs/tags/'.length)
    const parsed = parseVersionTag(tag)
    if (parsed?.model === name) found.push({ name, version: parsed.version, tag, commit: object.sha })
  }
  return found.sort((left, right) => compareTexts(left.version, right.version))
}

function compareTexts(left: string, right: string): number {
  const [one, other] = [parseVersion(left), parseVersion(right)]
  return one && other ? compareVersions(one, other) : 0
}
