import type { ColumnRule } from '@seaworthy/contracts'
import type { Engine } from '../engine.ts'
import { profileSample, smallSample } from '../profile/profile-sample.ts'
import { type Table, tableRows } from '../table.ts'
import { findPersonal, isSuspect } from './find-personal.ts'
import { type PersonalFinding, personalFindings } from './personal-findings.ts'

/** The kinds of personal data in the columns of a table, by a sample of up to 50,000 rows; what `rules` declare is told apart. */
export async function personalInTable(engine: Engine, table: Table, rules: readonly ColumnRule[]): Promise<readonly PersonalFinding[]> {
  const suspects = table.columns.filter(isSuspect)
  if (suspects.length === 0) return []
  const source = { engine, table, window: null, from: table.relation, rows: tableRows(table) }
  await using sample = await profileSample(
    source,
    suspects.map(({ name }) => name),
    smallSample,
  )
  return personalFindings(await findPersonal(source, sample, suspects), rules)
}
