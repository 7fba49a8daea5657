import type { Check } from '../check.ts'
import { compileCheck } from './compile-check.ts'
import { type Compiled, type Finding, type Measurement, undecided } from './compiled.ts'
import type { CompileData } from './data.ts'
import { checkFinding } from './rows-finding.ts'

/** A check with its SQL. */
export interface CompiledCheck {
  readonly check: Check
  readonly compiled: Compiled
}

/** Some checks as the expressions of one SELECT over the table, and how to read its single row. */
export interface Statement {
  /** The first is count(*). */
  readonly items: readonly string[]
  /** Takes the values in the order of `items`. */
  read(row: readonly unknown[]): { readonly rows: number; readonly measurements: readonly Measurement[] }
}

/** Compiles checks for one table, each for itself. */
export function compileChecks(checks: readonly Check[], data: CompileData): readonly CompiledCheck[] {
  return checks.map((check) => ({ check, compiled: compileCheck(check, data) }))
}

interface Part {
  readonly sql: readonly string[]
  read(values: readonly unknown[], rows: number): Finding
}

/** Checks of single rows and numbers about columns, decided by one scan. Repeated rows and distinct values are to be decided before. */
export function statementOf(checks: readonly CompiledCheck[]): Statement {
  const parts = checks.map((one) => ({ check: one.check, part: partOf(one) }))
  return {
    items: ['count(*)', ...parts.flatMap(({ part }) => part.sql)],
    read: ([count, ...values]) => {
      const rows = Number(count)
      let at = 0
      const measurements = parts.map(({ check, part }): Measurement => {
        const own = values.slice(at, at + part.sql.length)
        at += part.sql.length
        return { check, ...part.read(own, rows) }
      })
      return { rows, measurements }
    },
  }
}

function partOf({ check, compiled }: CompiledCheck): Part {
  switch (compiled.kind) {
    case 'decided':
      return { sql: [], read: () => compiled.finding }
    case 'scalars':
      return compiled
    case 'rows':
      return rowsPart(check, compiled)
    case 'repeats':
    case 'staged':
    case 'distinct_values':
      return { sql: [], read: () => undecided('not decided before the scan') }
  }
}

function rowsPart(check: Check, { failing, considered, valued }: Extract<Compiled, { kind: 'rows' }>): Part {
  const counted = (...conditions: readonly (string | null)[]) => `count_if(${conditions.filter((one) => one !== null).join(' and ')})`
  const ofValues = 'condition' in check && check.condition.unit === 'passing' && valued !== null
  return {
    sql: [counted(considered, failing), ...(considered === null ? [] : [counted(considered)]), ...(ofValues ? [counted(considered, valued)] : [])],
    read: (values, rows) => {
      const [failed = 0, ...more] = values.map(Number)
      const all = considered === null ? rows : (more[0] ?? 0)
      return checkFinding(check, { failed, considered: all, valued: ofValues ? (more.at(-1) ?? 0) : all })
    },
  }
}
