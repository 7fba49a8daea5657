import type { CompileData, CompiledCheck, Finding } from '@seaworthy/contracts'
import { type Engine, firstLine } from '../engine.ts'
import type { Table } from '../table.ts'

/** What the steps of one scan share. */
export interface Scan {
  readonly engine: Engine
  readonly table: Table
  readonly data: CompileData
  /** Whether values may be quoted in messages. */
  readonly show: boolean
  /** For what a contract brings: its queries, and its regular expressions in JavaScript. */
  readonly timeoutMs: number
}

/** What is known of checks so far. */
export type Findings = Map<CompiledCheck['check'], Finding>

/** What DuckDB says of an error. A conversion quotes the value that it met: then only its first words are told. */
export function engineMessage(cause: unknown, { show }: Pick<Scan, 'show'>): string {
  return show ? firstLine(cause) : (firstLine(cause).split(':')[0] ?? '')
}
