import { RegistryError } from './errors.ts'

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
const assetPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/

/** Whether Git and GTO's grammar take it as a model or stage name: letters, digits, `.`, `_`, `-`, no `..`, at most 100. */
export function isName(text: string): boolean {
  return namePattern.test(text) && !text.includes('..')
}

/** Whether GitHub keeps it as the name of an asset, and every file system as the name of a file. */
export function isAssetName(text: string): boolean {
  return assetPattern.test(text) && !text.endsWith('.')
}

/** @throws {RegistryError} `NAME_INVALID` */
export function requireName(what: 'model' | 'stage', text: string): string {
  if (isName(text)) return text
  throw new RegistryError('NAME_INVALID', `${what} ${JSON.stringify(text)} cannot be part of a tag`, {
    hint: 'use letters, digits, ".", "_" and "-", starting with a letter or digit, without ".."',
  })
}
