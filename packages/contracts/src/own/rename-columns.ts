import type { Filter } from '../filter.ts'

/** The same filter on columns by other names. */
export function renameColumns(filter: Filter, rename: (name: string) => string): Filter {
  switch (filter.kind) {
    case 'compare':
    case 'null':
    case 'in':
      return { ...filter, column: rename(filter.column) }
    case 'compare_columns':
      return { ...filter, left: rename(filter.left), right: rename(filter.right) }
    case 'all':
    case 'any':
      return { ...filter, parts: filter.parts.map((part) => renameColumns(part, rename)) }
    case 'not':
      return { ...filter, part: renameColumns(filter.part, rename) }
  }
}
