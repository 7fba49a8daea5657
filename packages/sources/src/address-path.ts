import type { AddressOf } from './address.ts'
import { addressInvalid } from './address-invalid.ts'
import { globPrefix } from './glob-prefix.ts'

/**
 * A path from the root of the repository: of data, of a `.dvc` pointer, or of a `dvc.lock` with the output after `#`.
 * @throws {SourceError} `ADDRESS_INVALID`
 */
export function pathAddress(text: string): AddressOf<'files'> | AddressOf<'dvc'> {
  const [, pointer, out] = /^(.*?(?:\.dvc|(?:^|\/)dvc\.lock))(?:#(.*))?$/s.exec(text) ?? []
  const path = pointer ?? text
  for (const part of [path, out ?? 'x']) requireInside(text, part)
  if (pointer === undefined) return { kind: 'files', glob: text }
  if (globPrefix(pointer).isGlob)
    throw addressInvalid(text, { why: 'is a pattern of pointers', hint: 'name one .dvc file; an output may be a folder of many files' })
  return { kind: 'dvc', pointer, out: out ?? null }
}

function requireInside(text: string, path: string): void {
  if (path.includes('\\')) throw addressInvalid(text, { why: 'has a backslash', hint: 'write forward slashes' })
  if (/^(?:\/|~|[a-z]:)/i.test(path))
    throw addressInvalid(text, { why: 'is not inside the repository', hint: 'write the path from the root of the repository' })
  if (path === '' || path.split('/').includes('..'))
    throw addressInvalid(text, { why: 'leaves the repository, or names nothing', hint: 'write the path from the root of the repository' })
}
