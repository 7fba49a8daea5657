import type { CodedColumn } from '@seaworthy/evaluation'
import type { Codes } from '@seaworthy/metrics'
import { PipelineError } from '../errors.ts'

/** Rows that together are one unit, such as the items of a query. */
export interface Grouping {
  /** What a unit is called: `query`. */
  readonly unit: string
  /** Where the rows of each unit start in `order`, and at the end their number. */
  readonly starts: Uint32Array
  /** Rows unit by unit, in the order of the data within each. */
  readonly order: Uint32Array
  /** What people know each unit by. */
  readonly names: readonly string[]
}

/** Groups rows by a code of each; rows of one unit may stand apart. */
export function groupRows(unit: string, { codes, names }: { readonly codes: Codes; readonly names: readonly string[] }): Grouping {
  const starts = new Uint32Array(names.length + 1)
  for (let row = 0; row < codes.length; row++) (starts[(codes[row] as number) + 1] as number)++
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] as number) + (starts[at - 1] as number)
  const next = starts.slice()
  const order = new Uint32Array(codes.length)
  for (let row = 0; row < codes.length; row++) order[(next[codes[row] as number] as number)++] = row
  return { unit, starts, order, names }
}

/** Values in the order of the units. */
export function inUnitOrder<Values extends Float64Array | Float32Array>(values: Values, { order }: Grouping): Values {
  const into = values.slice() as Values
  for (let at = 0; at < order.length; at++) into[at] = values[order[at] as number] as number
  return into
}

/**
 * What all rows of a unit share, one value for each unit.
 * @throws {PipelineError} `UNIT_MIXED` where they do not
 */
export function ofUnits<Values extends Codes | Float64Array>(values: Values, { starts, order, names, unit }: Grouping, what: string): Values {
  const into = values.slice(0, names.length) as Values
  for (let at = 0; at < names.length; at++) {
    const first = values[order[starts[at] as number] as number] as number
    for (let place = (starts[at] as number) + 1; place < (starts[at + 1] as number); place++) {
      if (values[order[place] as number] === first) continue
      throw new PipelineError('UNIT_MIXED', `the rows of ${unit} "${names[at]}" do not have the same ${what}`, {
        hint: `a ${unit} is judged as a whole: its rows share cluster, weight and slice`,
      })
    }
    into[at] = first
  }
  return into
}

/** A coded column, one value for each unit. */
export function columnOfUnits(column: CodedColumn, grouping: Grouping | null): CodedColumn {
  return grouping ? { ...column, codes: ofUnits(column.codes, grouping, `"${column.column}"`) } : column
}
