import type { Check, CheckKind, CheckOf, ColumnRule, Contract, LogicalType } from '@seaworthy/contracts'
import type { CheckOutcome } from '../check-outcome.ts'
import type { DataFile } from '../data-file.ts'
import type { CheckQuestion, Session } from '../session.ts'

type Head = 'kind' | 'id' | 'severity' | 'line' | 'condition' | 'where'

/** What a check says beyond its head; condition and filter where they are not the usual ones. */
type Said<K extends CheckKind> = Omit<CheckOf<K>, Head> & Partial<Pick<CheckOf<K>, Head & keyof CheckOf<K>>>

/** A check of the given kind that fails on any failing row. For tests. */
export function check<K extends CheckKind>(kind: K, said: Said<K>): Check {
  const usual = { id: kind, severity: 'error', line: 1, where: null, condition: { operator: 'equal', value: 0, unit: 'rows' } }
  return { ...usual, ...said, kind } as unknown as Check
}

/** A contract of one object `t` with these checks. */
export function contractOf(checks: readonly Check[], types: Readonly<Record<string, LogicalType>> = {}): Contract {
  const columns = Object.entries(types).map(
    ([name, type]): ColumnRule => ({ name, type, duckType: null, required: false, line: 1, lexical: null, personal: null }),
  )
  const numbered = checks.map((one, at) => ({ ...one, id: checks.findIndex(({ id }) => id === one.id) === at ? one.id : `${one.id}.${at}` }))
  return { path: 't.yaml', dialect: 'odcs', objects: [{ name: 't', columns, checks: numbered, text: null, notes: [] }] }
}

type More = Partial<CheckQuestion> & { readonly types?: Readonly<Record<string, LogicalType>> }

/** The outcomes of checks on some files. */
export async function outcomes(
  session: Session,
  files: readonly DataFile[],
  checks: readonly Check[],
  { types, ...more }: More = {},
): Promise<readonly CheckOutcome[]> {
  const question = { files, contract: contractOf(checks, types), samples: { show: true, limit: 5 }, ...more }
  return (await session.check(question)).checks
}

/** The records that were found to fail. */
export function failingRows(outcome: CheckOutcome | undefined): readonly number[] | string {
  if (outcome?.outcome === 'error') return outcome.message ?? ''
  return outcome?.samples.map(({ row }) => row) ?? []
}
