import type { CheckOf } from '../../check.ts'
import { holds } from '../../condition.ts'
import { suggestion } from '../../reading/contract-reader.ts'
import { noColumn } from '../columns.ts'
import { type Compiled, type Finding, failing, passing } from '../compiled.ts'
import type { CompileData } from '../data.ts'

export function compileRowCount({ condition }: CheckOf<'row_count'>): Compiled {
  const read = (_: readonly unknown[], rows: number): Finding =>
    holds(condition, rows) ? passing(rows) : { outcome: 'fail', observed: rows, failed: 0, share: 0, message: null }
  return { kind: 'scalars', sql: [], offenders: null, read }
}

export function compileColumnCount({ condition }: CheckOf<'column_count'>, { columns }: CompileData): Compiled {
  const observed = columns.length
  return decided(holds(condition, observed) ? passing(observed) : failing(`the data have ${observed} columns`, observed))
}

export function compileColumnPresent({ column, index }: CheckOf<'column_present'>, { columns }: CompileData): Compiled {
  const at = columns.findIndex(({ name }) => name === column)
  if (at < 0) return decided(failing(noColumn(column, columns)))
  if (index === null || at === index) return decided(passing())
  return decided(failing(`column "${column}" is number ${at + 1}, not ${index + 1}`, at))
}

/** The first difference is named: a column too many, one that is missing, or one in the wrong place. */
export function compileColumns({ names, match }: CheckOf<'columns'>, { columns }: CompileData): Compiled {
  const found = columns.map(({ name }) => name)
  if (match === 'ordered') return decided(ordered(names, found))
  const extra = match === 'superset' ? undefined : found.find((name) => !names.includes(name))
  if (extra !== undefined) return decided(failing(`the data have a column "${extra}" that is not listed (${suggestion(extra, names)})`))
  const missing = match === 'subset' ? undefined : names.find((name) => !found.includes(name))
  return decided(missing === undefined ? passing() : failing(noColumn(missing, columns)))
}

function ordered(names: readonly string[], found: readonly string[]): Finding {
  const at = Array.from({ length: Math.max(names.length, found.length) }, (_, index) => index).find((index) => names[index] !== found[index])
  if (at === undefined) return passing()
  const what = (name: string | undefined) => (name === undefined ? 'no column' : `"${name}"`)
  return failing(`column ${at + 1} is ${what(found[at])}, not ${what(names[at])}`)
}

function decided(finding: Finding): Compiled {
  return { kind: 'decided', finding }
}
