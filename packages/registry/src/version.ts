import { RegistryError } from './errors.ts'
import { isName, requireName } from './names.ts'

export interface Version {
  readonly major: number
  readonly minor: number
  readonly patch: number
}

const pattern = /^v?(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/

/**
 * `v1.2.3` or `1.2.3`; null for anything else. Pre-releases and leading zeros are none of ours.
 * @example parseVersion('v1.10.0') // { major: 1, minor: 10, patch: 0 }
 */
export function parseVersion(text: string): Version | null {
  const [, major, minor, patch] = pattern.exec(text) ?? []
  return major === undefined ? null : { major: Number(major), minor: Number(minor), patch: Number(patch) }
}

/** Without the `v`, which only tags carry. */
export function formatVersion({ major, minor, patch }: Version): string {
  return `${major}.${minor}.${patch}`
}

/**
 * A version as a person may write it, in the one form that we store.
 * @throws {RegistryError} `NAME_INVALID`
 * @example normalVersion('v1.2.0') // '1.2.0'
 */
export function normalVersion(text: string): string {
  const version = parseVersion(text)
  if (version) return formatVersion(version)
  throw new RegistryError('NAME_INVALID', `${JSON.stringify(text)} is not a version`, { hint: 'versions look like 1.2.0' })
}

/** Ascending by major, minor, patch. Both must be versions. */
export function compareVersions(left: Version, right: Version): number {
  return left.major - right.major || left.minor - right.minor || left.patch - right.patch
}

/**
 * The version after those that exist: 1.0.0 first, then the next minor of the highest.
 * @example nextVersion(['1.9.0', '1.10.2']) // '1.11.0'
 */
export function nextVersion(known: readonly string[]): string {
  const highest = known
    .flatMap((text) => parseVersion(text) ?? [])
    .sort(compareVersions)
    .at(-1)
  return formatVersion(highest ? { major: highest.major, minor: highest.minor + 1, patch: 0 } : { major: 1, minor: 0, patch: 0 })
}

/** @example versionTag('flight-delay', '1.0.0') // 'flight-delay@v1.0.0' */
export function versionTag(model: string, version: string): string {
  return `${requireName('model', model)}@v${normalVersion(version)}`
}

/** @example parseVersionTag('flight-delay@v1.0.0') // { model: 'flight-delay', version: '1.0.0' } */
export function parseVersionTag(tag: string): { readonly model: string; readonly version: string } | null {
  const at = tag.lastIndexOf('@')
  const [model, version] = [tag.slice(0, Math.max(at, 0)), parseVersion(tag.slice(at + 1))]
  return isName(model) && version && tag.slice(at + 1).startsWith('v') ? { model, version: formatVersion(version) } : null
}
