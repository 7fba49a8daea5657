import type { Filter } from '../filter.ts'
import { listed } from './words.ts'

/** @example describeFilter({ kind: 'compare', column: 'delay', operator: '>', value: 0 }) // 'delay > 0' */
export function describeFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'compare':
      return `${filter.column} ${filter.operator} ${JSON.stringify(filter.value)}`
    case 'compare_columns':
      return `${filter.left} ${filter.operator} ${filter.right}`
    case 'null':
      return `${filter.column} is null`
    case 'in':
      return `${filter.column} is one of ${listed(filter.values)}`
    case 'all':
      return parts(filter.parts, ' and ', 'always')
    case 'any':
      return parts(filter.parts, ' or ', 'never')
    case 'not':
      return filter.part.kind === 'null' ? `${filter.part.column} is not null` : `not (${describeFilter(filter.part)})`
  }
}

function parts(filters: readonly Filter[], word: string, empty: string): string {
  const [only] = filters
  if (only === undefined) return empty
  if (filters.length === 1) return describeFilter(only)
  return filters.map((part) => (part.kind === 'all' || part.kind === 'any' ? `(${describeFilter(part)})` : describeFilter(part))).join(word)
}
