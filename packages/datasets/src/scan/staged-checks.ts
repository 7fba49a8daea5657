import { type CompiledCheck, undecided } from '@seaworthy/contracts'
import { requireReadable } from '../require-readable.ts'
import { engineMessage, type Findings, type Scan } from './scan.ts'

/** Gathers what some checks must know before they can be told in SQL: all of it by one scan, or each alone where that fails. */
export async function compileStaged(scan: Scan, checks: readonly CompiledCheck[], findings: Findings): Promise<readonly CompiledCheck[]> {
  const items = checks.flatMap(({ compiled }) => (compiled.kind === 'staged' ? compiled.sql : []))
  if (items.length === 0) return checks
  try {
    const [values = []] = await scan.engine.rows(`select ${items.join(',\n  ')} from ${scan.data.relation} limit 1`)
    return withValues(checks, values)
  } catch (cause) {
    await requireReadable(scan.engine, scan.table)
    const staged = checks.filter(({ compiled }) => compiled.kind === 'staged')
    for (const { check } of staged) if (staged.length === 1) findings.set(check, undecided(engineMessage(cause, scan)))
    if (staged.length === 1) return checks.filter(({ compiled }) => compiled.kind !== 'staged')
    const alone: CompiledCheck[] = []
    for (const one of checks) alone.push(...(await compileStaged(scan, [one], findings)))
    return alone
  }
}

function withValues(checks: readonly CompiledCheck[], values: readonly unknown[]): readonly CompiledCheck[] {
  let at = 0
  return checks.map(({ check, compiled }) => {
    if (compiled.kind !== 'staged') return { check, compiled }
    const own = values.slice(at, at + compiled.sql.length)
    at += compiled.sql.length
    return { check, compiled: compiled.compile(own) }
  })
}
