export interface GlobPrefix {
  /** What every match begins with: all before the first wildcard. */
  readonly prefix: string
  /** The folders of the prefix, with a slash at the end; empty at the root. */
  readonly folder: string
  readonly isGlob: boolean
}

/**
 * What can be known of a pattern without matching it. Wildcards are `*`, `?`, `[…]` and `{…}`; a literal one is written `[*]`.
 * @example globPrefix('data/2001*.csv') // { prefix: 'data/2001', folder: 'data/', isGlob: true }
 */
export function globPrefix(pattern: string): GlobPrefix {
  const at = pattern.search(/[*?[{]/)
  const prefix = at < 0 ? pattern : pattern.slice(0, at)
  return { prefix, folder: prefix.slice(0, prefix.lastIndexOf('/') + 1), isGlob: at >= 0 }
}
