import { runInNewContext } from 'node:vm'
import { type Compiled, type CompiledCheck, undecided } from '@seaworthy/contracts'
import { ownSchema, QueryTimeout } from '../engine.ts'
import { requireReadable } from '../require-readable.ts'
import { engineMessage, type Findings, type Scan } from './scan.ts'

type DistinctValues = Extract<Compiled, { kind: 'distinct_values' }>

/**
 * Lets JavaScript decide what SQL cannot, on each distinct text: the texts that fail go into a table, and the check becomes one of
 * ordinary rows. Checks of the same texts share nothing: each is timed for itself, for a pattern may never end.
 */
export async function decideDistinctTexts(scan: Scan, checks: readonly CompiledCheck[], findings: Findings): Promise<readonly CompiledCheck[]> {
  const ordinary: CompiledCheck[] = []
  for (const [at, { check, compiled }] of checks.entries()) {
    if (compiled.kind !== 'distinct_values') {
      ordinary.push({ check, compiled })
      continue
    }
    try {
      const table = `failing ${at}`
      await gatherFailing(scan, compiled, table)
      ordinary.push({ check, compiled: rowsOf(compiled, `${ownSchema}."${table}"`) })
    } catch (cause) {
      if (!(cause instanceof QueryTimeout)) await requireReadable(scan.engine, scan.table)
      findings.set(
        check,
        undecided(cause instanceof QueryTimeout ? `a value took longer than ${cause.timeoutMs / 1000} s to test` : engineMessage(cause, scan)),
      )
    }
  }
  return ordinary
}

function rowsOf({ value, considered, shown }: DistinctValues, table: string): Compiled {
  return { kind: 'rows', failing: `${value} in (select v from ${table})`, considered, valued: `${value} is not null`, shown }
}

async function gatherFailing({ engine, data, timeoutMs }: Scan, { value, considered, test }: DistinctValues, table: string): Promise<void> {
  await engine.run(`create table ${ownSchema}."${table}" (v VARCHAR)`)
  const where = considered === null ? '' : ` where ${considered}`
  using reading = await engine.stream(`select distinct ${value} as v from ${data.relation}${where}`)
  for (;;) {
    const chunk = await reading.result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) return
    const failing = failingTexts(chunk.getColumnValues(0), test, timeoutMs)
    if (failing.length > 0) await engine.append(table, failing)
  }
}

/** The texts that do not pass. V8 stops a regular expression that runs away only within a script that has a time limit. */
function failingTexts(texts: readonly unknown[], test: (text: string) => boolean, timeoutMs: number): readonly string[] {
  const work = () => texts.filter((text) => typeof text === 'string' && !test(text))
  try {
    return runInNewContext('work()', { work }, { timeout: timeoutMs })
  } catch (cause) {
    if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw new QueryTimeout(timeoutMs)
    throw cause
  }
}
