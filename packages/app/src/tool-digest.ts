import { readFile } from 'node:fs/promises'
import { type Digest, digestOf } from '@seaworthy/record'

/** The digest of the bundle that runs; null where sources run, which no digest of one file could name. */
export async function toolDigest(): Promise<Digest | null> {
  const here = new URL(import.meta.url)
  return here.pathname.endsWith('/dist/index.js') ? digestOf(await readFile(here)) : null
}
