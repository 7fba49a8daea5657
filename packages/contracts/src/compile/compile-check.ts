import type { Check, CheckKind } from '../check.ts'
import { missingColumn } from './columns.ts'
import { type Compiled, undecided } from './compiled.ts'
import { type CheckOfKind, compilers } from './compilers.ts'
import type { CompileData } from './data.ts'

/** Compiles one check for one table. What cannot be decided on these columns is an `error` finding, never a pass. */
export function compileCheck(check: Check, data: CompileData): Compiled {
  const missing = missingColumn(check, data)
  return missing === null ? compile(check.kind, check, data) : { kind: 'decided', finding: undecided(missing) }
}

function compile<K extends CheckKind>(kind: K, check: CheckOfKind[K], data: CompileData): Compiled {
  return compilers[kind](check, data)
}
