import type { Check, CheckKind } from '../check.ts'
import { absentColumn } from './columns.ts'
import { type Compiled, passing, undecided } from './compiled.ts'
import { type CheckOfKind, compilers } from './compilers.ts'
import type { CompileData } from './data.ts'

/** Compiles one check for one table. What cannot be decided on these columns is an `error` finding, never a pass; nothing is asked of a column that may be left out and is. */
export function compileCheck(check: Check, data: CompileData): Compiled {
  const absent = absentColumn(check, data)
  if (!absent) return compile(check.kind, check, data)
  const { kind, message } = absent
  return { kind: 'decided', finding: kind === 'optional' ? { ...passing(), message } : undecided(message) }
}

function compile<K extends CheckKind>(kind: K, check: CheckOfKind[K], data: CompileData): Compiled {
  return compilers[kind](check, data)
}
