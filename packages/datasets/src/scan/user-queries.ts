import { type Check, type CheckOf, type CompiledCheck, quoteText, statementOf, undecided } from '@seaworthy/contracts'
import { type Engine, QueryTimeout } from '../engine.ts'
import { engineMessage, type Findings, type Scan } from './scan.ts'

type UserCheck = CheckOf<'sql' | 'sql_rows' | 'expression'>

/** Whether a check runs SQL that the contract brings. It runs apart from all others, and not for ever. */
export function isUserSql({ check }: CompiledCheck): boolean {
  return check.kind === 'sql' || check.kind === 'sql_rows' || check.kind === 'expression'
}

/** Decides the checks that bring SQL, each for itself: one that never ends, or cannot run, decides nothing of the others. */
export async function runUserQueries(scan: Scan, checks: readonly CompiledCheck[], findings: Findings): Promise<void> {
  for (const one of checks) {
    if (one.compiled.kind === 'decided') findings.set(one.check, one.compiled.finding)
    else findings.set(one.check, await found(scan, one))
  }
}

async function found(scan: Scan, one: CompiledCheck): Promise<ReturnType<typeof undecided>> {
  const fault = await userSqlFault(scan, one.check)
  if (fault !== null) return undecided(fault)
  try {
    const { items, read } = statementOf([one])
    // A query that stands for itself needs no scan of the table: the count of rows is not asked for.
    const apart = one.compiled.kind === 'scalars'
    const sql = apart ? `select 0, ${items.slice(1).join(', ')}` : `select ${items.join(', ')} from ${scan.data.relation}`
    const [row = []] = await scan.engine.rows(sql, { timeoutMs: scan.timeoutMs })
    const [measured] = read(row).measurements
    if (!measured) return undecided('not measured')
    const { check: _, ...finding } = measured
    return finding
  } catch (cause) {
    return undecided(cause instanceof QueryTimeout ? cause.message : cannotRun(engineMessage(cause, scan)))
  }
}

/** Why the SQL of a check cannot run; null when it binds to the data. */
async function userSqlFault({ engine }: Scan, check: Check): Promise<string | null> {
  if (!isUserCheck(check)) return null
  const fault = check.kind === 'expression' ? await expressionFault(engine, check.sql) : await engine.selectFault(check.query)
  return fault === null ? null : cannotRun(fault)
}

function isUserCheck(check: Check): check is UserCheck {
  return check.kind === 'sql' || check.kind === 'sql_rows' || check.kind === 'expression'
}

function cannotRun(message: string): string {
  const outside = /disabled|permission/i.test(message)
    ? '; a query reads the data and the other tables of the contract by their names, and nothing else'
    : ''
  return `the query cannot run: ${message}${outside}`
}

/** Why a text is not one SQL expression; null when it parses as one. It is not bound: the statement that runs it says what it lacks. */
async function expressionFault(engine: Engine, sql: string): Promise<string | null> {
  // Alone, for "a) or (b" is one in brackets; and in brackets, for alone a name could follow it.
  for (const query of [`select\n${sql}\n`, `select (\n${sql}\n)`]) {
    const [row = []] = await engine.rows(`select json_serialize_sql(${quoteText(query)})`)
    const parsed: unknown = JSON.parse(String(row[0]))
    const { error_message: message } = record(parsed)
    if (typeof message === 'string') return message
    if (!onlyOneExpression(parsed)) return 'it is not one expression'
  }
  return null
}

function onlyOneExpression(parsed: unknown): boolean {
  const { error, statements } = record(parsed)
  if (error !== false || !Array.isArray(statements) || statements.length !== 1) return false
  const node = record(record(statements[0]).node)
  const { type, select_list: list, from_table: from, where_clause: where, modifiers } = node
  const alone = Array.isArray(list) && list.length === 1 && Array.isArray(modifiers) && modifiers.length === 0
  return type === 'SELECT_NODE' && alone && record(from).type === 'EMPTY' && (where ?? null) === null
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
