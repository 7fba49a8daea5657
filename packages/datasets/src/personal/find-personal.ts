import {
  judgePersonal,
  type PersonalKind,
  type PersonalShare,
  personalKinds,
  personalPrefilter,
  quoteIdentifier,
  quoteText,
  typeFamily,
} from '@seaworthy/contracts'
import { runAggregates } from '../profile/aggregates.ts'
import { groupedCounts, type Key } from '../profile/grouped-counts.ts'
import type { Sample } from '../profile/profile-sample.ts'
import type { Source } from '../profile/source.ts'

interface Suspect {
  readonly name: string
  readonly type: string
}

/** Of one column so many different candidates are looked at. */
const maxCandidates = 100_000

/**
 * The kinds of personal data that columns hold, by a sample of the rows. Texts are looked at, and integers for payment cards.
 * Columns without a finding have no entry.
 */
export async function findPersonal(
  source: Source,
  { relation, rows }: Sample,
  columns: readonly Suspect[],
): Promise<ReadonlyMap<string, readonly PersonalShare[]>> {
  const sampled: Source = { ...source, from: relation, rows }
  const suspects = columns.map((column) => ({ ...column, kinds: kindsIn(column.type) })).filter(({ kinds }) => kinds.length > 0)
  const grouped = await groupedCounts(sampled, suspects.map(candidates), maxCandidates)
  const counts = await runAggregates(
    sampled,
    suspects.map((one) => ({ sql: [`count(${quoteIdentifier(one.name)})`], read: ([count]: readonly unknown[]) => Number(count) })),
  )
  const found = new Map<string, readonly PersonalShare[]>()
  for (const [at, { name }] of suspects.entries()) {
    const texts = (grouped[at]?.entries ?? []).map(([text, count]) => [String(text), count] as const)
    const shares = judgePersonal({ values: counts[at] ?? 0, candidates: texts })
    if (shares.length > 0) found.set(name, shares)
  }
  return found
}

/** No payment card is a smaller number. */
const leastCard = 2_000_000_000_000

// Equal values are met by the pattern once.
function candidates({ name, type, kinds }: Suspect & { readonly kinds: readonly PersonalKind[] }): Key {
  const column = quoteIdentifier(name)
  const isText = typeFamily(type) === 'string'
  const stored = isText ? `${column}::VARCHAR` : `case when ${column} >= ${leastCard} then ${column} end`
  const pattern = quoteText(personalPrefilter(kinds))
  return { stored, value: `case when regexp_full_match({k}::VARCHAR, ${pattern}) then {k}::VARCHAR end`, isNumber: false }
}

/** Whether a column may hold what is looked for. */
export function isSuspect({ type }: { readonly type: string }): boolean {
  return kindsIn(type).length > 0
}

function kindsIn(type: string): readonly PersonalKind[] {
  const family = typeFamily(type)
  if (family === 'string') return type === 'UUID' ? [] : personalKinds
  return family === 'integer' && /^(U?BIGINT|U?HUGEINT)$/.test(type) ? ['payment_card'] : []
}
