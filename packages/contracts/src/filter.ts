import type { Scalar } from './check.ts'

export const comparisons = ['=', '<>', '<', '<=', '>', '>='] as const
export type Comparison = (typeof comparisons)[number]

/** Which rows a check looks at, or what a row must satisfy. A comparison with a null is false; `not` of it is true. */
export type Filter =
  | { readonly kind: 'compare'; readonly column: string; readonly operator: Comparison; readonly value: Scalar }
  | { readonly kind: 'compare_columns'; readonly left: string; readonly operator: Comparison; readonly right: string }
  | { readonly kind: 'null'; readonly column: string }
  | { readonly kind: 'in'; readonly column: string; readonly values: readonly Scalar[] }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }

/** The columns that a filter reads. */
export function filterColumns(filter: Filter): readonly string[] {
  switch (filter.kind) {
    case 'compare':
    case 'null':
    case 'in':
      return [filter.column]
    case 'compare_columns':
      return [filter.left, filter.right]
    case 'all':
    case 'any':
      return filter.parts.flatMap(filterColumns)
    case 'not':
      return filterColumns(filter.part)
  }
}
