import { type Line, requireRegistry } from './line.ts'

export interface PullRequestedVersion {
  readonly model: string
  /** `1.2.0`, `latest`, or a stage name. */
  readonly version: string
  readonly out: string
}

export interface Pulled {
  readonly model: string
  readonly version: string
  readonly record: string
  readonly signature: 'key' | 'unsigned'
  readonly files: readonly string[]
}

/** Fetches a version for use: chain, digests and signature are checked before a byte lands in `out`. */
export async function pull(line: Line, { model, version, out }: PullRequestedVersion): Promise<Pulled> {
  const registry = requireRegistry(line, 'pulling')
  const found =
    /^v?\d+\.\d+\.\d+$/.test(version) || version === 'latest'
      ? await registry.version(model, version.replace(/^v/, ''))
      : await registry.require(model, version)
  const files = await registry.fetch(found, out)
  return { model, version: found.version, record: found.recordDigest, signature: found.signature, files }
}
