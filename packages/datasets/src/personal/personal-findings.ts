import { type ColumnRule, maskValue, type PersonalKind, type PersonalShare } from '@seaworthy/contracts'

/** Fits `PersonalData` of the record. */
export interface PersonalFinding extends PersonalShare {
  readonly column: string
  /** Whether the contract says that the column holds such data. */
  readonly status: 'declared' | 'undeclared'
}

type Rule = Pick<ColumnRule, 'name' | 'personal'>

/** Columns in the order of the data. */
export function personalFindings(found: ReadonlyMap<string, readonly PersonalShare[]>, rules: readonly Rule[]): readonly PersonalFinding[] {
  const declared = new Map(rules.map(({ name, personal }) => [name, personal]))
  return [...found].flatMap(([column, shares]) =>
    shares.map(
      (share): PersonalFinding => ({ column, ...share, status: says(declared.get(column) ?? null, share.kind) ? 'declared' : 'undeclared' }),
    ),
  )
}

function says(personal: ColumnRule['personal'], kind: PersonalKind): boolean {
  return personal === 'any' || (personal?.includes(kind) ?? false)
}

/**
 * What a sample shows of a value: columns that are declared or found to hold personal data show a mask, all others the value.
 * @example maskFor([], [{ name: 'mail', personal: ['email'] }])('mail', 'ada@lovelace.example') // '«email, 20 characters»'
 */
export function maskFor(findings: readonly PersonalFinding[], rules: readonly Rule[]): (column: string, value: string) => string {
  const hidden = maskedColumns(findings, rules)
  return (column, value) => {
    const kinds = hidden.get(column)
    return kinds === undefined ? value : maskValue(value, kinds)
  }
}

/** The columns whose values are never shown, and what they hold. */
export function maskedColumns(findings: readonly PersonalFinding[], rules: readonly Rule[]): ReadonlyMap<string, readonly PersonalKind[] | 'any'> {
  const hidden = new Map<string, readonly PersonalKind[] | 'any'>()
  for (const { name, personal } of rules) if (personal !== null) hidden.set(name, personal)
  for (const { column, kind } of findings) {
    const before = hidden.get(column) ?? []
    hidden.set(column, before === 'any' ? 'any' : [...new Set([...before, kind])])
  }
  return hidden
}
