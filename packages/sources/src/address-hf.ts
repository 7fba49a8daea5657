import type { AddressOf } from './address.ts'
import { addressInvalid } from './address-invalid.ts'

const form = 'hf://datasets/owner/name/path or hf://datasets/owner/name@revision/path; a path may be a glob'
// Revisions with a slash are those that the hub makes itself; any other slash ends the revision.
const pattern = /^hf:\/\/datasets\/([\w.-]+\/[\w.-]+)(?:@(refs\/(?:convert\/[^/]+|pr\/\d+)|[^/@]+))?\/(.+)$/i

/**
 * The revision is `main` where none is given; one with a slash may be written with `%2F`. The path stands as it is.
 * @throws {SourceError} `ADDRESS_INVALID`
 */
export function hfAddress(text: string): AddressOf<'hf'> {
  const [, repository = '', revision = 'main', path = ''] = pattern.exec(text) ?? []
  if (repository === '') throw addressInvalid(text, { why: 'names no file of a dataset on Hugging Face', hint: `write ${form}` })
  const parts = [...repository.split('/'), ...path.split('/')]
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    throw addressInvalid(text, { why: 'has a part that is empty, "." or ".."', hint: `write ${form}` })
  return { kind: 'hf', repository, revision: decoded(revision, text), path }
}

export function hfUri({ repository, revision, path }: Omit<AddressOf<'hf'>, 'kind'>): string {
  return `hf://datasets/${repository}@${encodeURIComponent(revision)}/${path}`
}

function decoded(revision: string, text: string): string {
  try {
    const plain = decodeURIComponent(revision)
    if (!/\p{Cc}|\.\./u.test(plain)) return plain
  } catch {
    // Said below.
  }
  throw addressInvalid(text, { why: 'has a revision that cannot be read', hint: `write ${form}` })
}
