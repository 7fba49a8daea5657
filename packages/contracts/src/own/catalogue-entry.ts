import type { CheckKind } from '../check.ts'

/** What a reader of the documentation is told of a kind of check. */
export interface CatalogueEntry {
  /** The heading under which it stands. */
  readonly group: string
  /** What is counted, what a null does, and what the observed number is. */
  readonly meaning: string
  /** The check in our own words, as YAML. */
  readonly example: string
}
/** Some kinds; that none is missing from all of them together is asked where they are put together. */
export type CatalogueOf = { readonly [kind in CheckKind]?: CatalogueEntry }
