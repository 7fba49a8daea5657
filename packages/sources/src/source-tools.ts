import type { Cache } from './cache.ts'
import type { SourcesPorts } from './ports.ts'

/** What every kind of place is made from. */
export interface SourceTools {
  readonly ports: SourcesPorts
  readonly cache: Cache
}
