import type { CheckKind, CheckOf } from '../check.ts'
import type { Compiled } from './compiled.ts'
import type { CompileData } from './data.ts'
import { compileAggregate } from './kinds/aggregate.ts'
import { compileCorrelation } from './kinds/correlation.ts'
import { compileDistinctValues } from './kinds/distinct-set.ts'
import { compileDrift } from './kinds/distribution.ts'
import { compileFormat } from './kinds/formats.ts'
import { compileFreshness } from './kinds/freshness.ts'
import { compileJsonSchemaCheck, compileRowJsonSchema } from './kinds/json.ts'
import { compileMostCommon } from './kinds/most-common.ts'
import { compileComplete, compileIsNull, compileNotNull, compileNullCount } from './kinds/nulls.ts'
import { compileFinite, compileMultipleOf } from './kinds/numbers.ts'
import { compileOrdered } from './kinds/ordered.ts'
import { compilePersonalData } from './kinds/personal-data.ts'
import { compileRange } from './kinds/range.ts'
import { compileForeignKey } from './kinds/references-foreign-key.ts'
import { compileSameRowCount, compileSameRows } from './kinds/references-same.ts'
import { compileDuplicates, compileUnique } from './kinds/repeats.ts'
import { compileCompare, compileRow, compileRowSum, compileTupleInSet, compileUniqueInRow } from './kinds/rows.ts'
import { compileInSet, compileNotInSet } from './kinds/sets.ts'
import { compileColumnCount, compileColumnPresent, compileColumns, compileRowCount } from './kinds/shape.ts'
import { compileLength, compileLike, compilePattern, compileStrptime } from './kinds/texts.ts'
import { compileType, compileTypeIn } from './kinds/types.ts'
import { compileExpression, compileSql, compileSqlRows } from './kinds/user-sql.ts'
import { compileValueShare } from './kinds/value-share.ts'
import { compileZScore } from './kinds/z-score.ts'

export type CheckOfKind = { readonly [K in CheckKind]: CheckOf<K> }
export type Compiler<K extends CheckKind> = (check: CheckOf<K>, data: CompileData) => Compiled

/** Every kind of check, and what makes SQL of it. */
export const compilers: { readonly [K in CheckKind]: (check: CheckOfKind[K], data: CompileData) => Compiled } = {
  row_count: compileRowCount,
  column_count: compileColumnCount,
  column_present: compileColumnPresent,
  columns: compileColumns,
  type: compileType,
  type_in: compileTypeIn,
  not_null: compileNotNull,
  is_null: compileIsNull,
  null_count: compileNullCount,
  complete: compileComplete,
  unique: compileUnique,
  duplicates: compileDuplicates,
  unique_in_row: compileUniqueInRow,
  range: compileRange,
  in_set: compileInSet,
  not_in_set: compileNotInSet,
  multiple_of: compileMultipleOf,
  pattern: compilePattern,
  like: compileLike,
  length: compileLength,
  format: compileFormat,
  strptime: compileStrptime,
  finite: compileFinite,
  json_schema: compileJsonSchemaCheck,
  row_json_schema: compileRowJsonSchema,
  z_score: compileZScore,
  ordered: compileOrdered,
  aggregate: compileAggregate,
  distinct_values: compileDistinctValues,
  most_common: compileMostCommon,
  value_share: compileValueShare,
  correlation: compileCorrelation,
  compare: compileCompare,
  tuple_in_set: compileTupleInSet,
  row_sum: compileRowSum,
  row: compileRow,
  expression: compileExpression,
  foreign_key: compileForeignKey,
  same_row_count: compileSameRowCount,
  same_rows: compileSameRows,
  freshness: compileFreshness,
  drift: compileDrift,
  sql: compileSql,
  sql_rows: compileSqlRows,
  personal_data: compilePersonalData,
}
