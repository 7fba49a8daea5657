import type { Digest } from '@seaworthy/record'
import { RegistryError } from './errors.ts'

export const checksumsFile = 'checksums.txt'

/**
 * In the format of `sha256sum`, sorted by name: `sha256sum -c checksums.txt` checks a downloaded folder.
 * @example formatChecksums(new Map([['a', `sha256:${'0'.repeat(64)}`]])) // '000…0  a\n'
 */
export function formatChecksums(files: ReadonlyMap<string, Digest>): string {
  const names = [...files.keys()].sort()
  return names.map((name) => `${files.get(name)?.slice('sha256:'.length)}  ${name}\n`).join('')
}

/**
 * Holds a list of checksums against the files that it should describe: exactly these, each with its digest.
 * @throws {RegistryError} `ASSET_MISMATCH`
 */
export function requireChecksums(text: string, files: ReadonlyMap<string, Digest>, place: string): void {
  if (text === formatChecksums(files)) return
  const listed = new Map(text.split('\n').map((line) => [line.slice(66), line.slice(0, 64)]))
  for (const [name, digest] of files)
    if (listed.get(name) !== digest.slice('sha256:'.length))
      throw new RegistryError('ASSET_MISMATCH', `${place} lists ${name} as ${listed.get(name) ?? 'nothing'}, the file is ${digest}`)
  throw new RegistryError('ASSET_MISMATCH', `${place} lists other files than the release has`)
}
