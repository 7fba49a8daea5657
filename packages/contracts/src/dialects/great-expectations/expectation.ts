import { z } from 'zod'
import type { Check, Severity } from '../../check.ts'
import { type Condition, mostly } from '../../condition.ts'
import type { Filter } from '../../filter.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { checkId } from '../check-id.ts'
import { rowCondition } from './row-condition.ts'

/** One expectation while it is read: its keyword arguments, and where it stands. */
export interface Asked<K> {
  readonly kwargs: K
  readonly name: string
  /** The name of the data in SQL. */
  readonly object: string
  /** Of the keyword arguments. */
  readonly path: YamlPath
  readonly reader: ContractReader
  readonly severity: Severity
  readonly line: number
  /** Which rows count, and how many may fail: `mostly` is the share that must pass of the values that are not null. */
  readonly rows: { readonly condition: Condition; readonly where: Filter | null }
}

/** How one expectation is read. */
export interface Definition {
  /** Whether it is about one column, `column`. */
  readonly ofColumn: boolean
  read(asked: Asked<unknown>): readonly Check[]
}

const documentation = z.unknown().optional()
const off = z.literal([false, null]).optional()
/** What every expectation takes. Nothing of it changes what is checked; what would is refused where it is turned on. */
const common = {
  result_format: documentation,
  include_config: documentation,
  catch_exceptions: documentation,
  meta: documentation,
  batch_id: documentation,
  profiler_config: documentation,
  auto: off,
  parse_strings_as_datetimes: off,
  allow_cross_type_comparisons: off,
  output_strftime_format: z.null().optional(),
  row_condition: z.unknown().optional(),
  condition_parser: z.unknown().optional(),
}

export const columnKey = { column: z.string().min(1) }
export const mostlyKey = { mostly: z.number().min(0).max(1).nullish() }

type Kwargs<S extends z.ZodRawShape> = z.output<z.ZodObject<S & typeof common, z.core.$strict>>

/** An expectation that takes these keyword arguments beside the common ones. */
export function define<S extends z.ZodRawShape>(shape: S, build: (asked: Asked<Kwargs<S>>) => readonly Check[]): Definition {
  const schema = z.strictObject({ ...common, ...shape })
  return {
    ofColumn: 'column' in shape,
    read: (asked) => {
      const { path, reader } = asked
      const kwargs = reader.read(schema, asked.kwargs, path)
      if (!kwargs) return []
      const share = 'mostly' in kwargs && typeof kwargs['mostly'] === 'number' ? kwargs['mostly'] : 1
      const rows = { condition: mostly(share), where: rowCondition(kwargs, { path, reader }) }
      return build({ ...asked, kwargs: kwargs as Kwargs<S>, rows })
    },
  }
}

/** What stands at the head of a check: its id says the columns, and what the name of the expectation says of them. */
export function head(
  { name, severity, line }: Pick<Asked<unknown>, 'name' | 'severity' | 'line'>,
  columns: readonly string[],
  detail = '',
): { readonly id: string; readonly severity: Severity; readonly line: number } {
  return { id: checkId(columns, shortName(name) + detail), severity, line }
}

const subject =
  /^expect_(column_pair_values_|column_pair_|column_values_|column_value_|column_|select_column_values_|compound_columns_|multicolumn_|table_)/
/** @example shortName('expect_column_max_to_be_between') // 'max' */
export function shortName(name: string): string {
  const what = name.replace(subject, '').replace(/^(values_)?to_(be_)?/, '')
  return what.replace(/(.)_(to_be_between|to_equal|to_be_less_than|to_be_greater_than|to_be_in_set)$/, '$1')
}

/** For checks that look at all rows. */
export function refuseCondition({ rows, path, reader, name }: Asked<unknown>, hint: string): void {
  if (rows.where !== null) reader.refuse('UNSUPPORTED_CHECK', `${name} cannot be held to some rows alone`, { path, key: 'row_condition', hint })
}
