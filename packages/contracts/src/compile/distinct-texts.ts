import type { Condition } from '../condition.ts'
import type { Filter } from '../filter.ts'
import type { Compiled } from './compiled.ts'
import type { CompileData } from './data.ts'
import { filterSql } from './filter-sql.ts'
import { notDecided } from './row-check.ts'

interface OfTexts {
  /** SQL of the text that is tested; null is passed over. */
  readonly value: string
  /** SQL of what a sample quotes. */
  readonly shown: string
  readonly test: (text: string) => boolean
}

/** A check that JavaScript decides on each distinct text. */
export function distinctTexts(
  { where }: { readonly condition: Condition; readonly where: Filter | null },
  data: CompileData,
  { value, shown, test }: OfTexts,
): Compiled {
  const considered = where === null ? { sql: null } : filterSql(where, data)
  if ('message' in considered) return notDecided(considered.message)
  return { kind: 'distinct_values', value, considered: considered.sql, shown: `${shown}::VARCHAR`, test }
}
