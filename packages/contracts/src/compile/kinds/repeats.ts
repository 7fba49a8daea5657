import type { CheckOf } from '../../check.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { filterSql } from '../filter-sql.ts'
import { notDecided } from '../row-check.ts'

/** Rows whose values come in another row too; those with a null in any of the columns are passed over. */
export function compileUnique(check: CheckOf<'unique'>, data: CompileData): Compiled {
  return repeats(check, data, { columns: check.columns, nulls: 'skip' })
}

/** The same with nulls being equal, over whole rows where no columns are named. */
export function compileDuplicates(check: CheckOf<'duplicates'>, data: CompileData): Compiled {
  return repeats(check, data, { columns: check.columns ?? data.columns.map(({ name }) => name), nulls: 'equal' })
}

interface Keys {
  readonly columns: readonly string[]
  readonly nulls: 'skip' | 'equal'
}

function repeats({ where, count }: CheckOf<'unique' | 'duplicates'>, data: CompileData, keys: Keys): Compiled {
  const filter = where === null ? { sql: null } : filterSql(where, data)
  return 'message' in filter ? notDecided(filter.message) : { kind: 'repeats', ...keys, count, where: filter.sql }
}
