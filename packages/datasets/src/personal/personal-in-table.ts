import type { ColumnRule, PersonalShare } from '@seaworthy/contracts'
import type { Engine } from '../engine.ts'
import { profileSample, smallSample } from '../profile/profile-sample.ts'
import { sourceOf } from '../profile/source.ts'
import type { Table } from '../table.ts'
import { findPersonal, isSuspect } from './find-personal.ts'
import { type PersonalFinding, personalFindings } from './personal-findings.ts'

export interface PersonalQuestion {
  readonly rules: readonly ColumnRule[]
  /** What another look at such a sample has found; null: none was taken. */
  readonly known?: ReadonlyMap<string, readonly PersonalShare[]> | null
}

/** The kinds of personal data in the columns of a table, by a sample of up to 50,000 rows; what `rules` declare is told apart. */
export async function personalInTable(engine: Engine, table: Table, { rules, known = null }: PersonalQuestion): Promise<readonly PersonalFinding[]> {
  return personalFindings(known ?? (await sampled(engine, table)), rules)
}

async function sampled(engine: Engine, table: Table): Promise<ReadonlyMap<string, readonly PersonalShare[]>> {
  const suspects = table.columns.filter(isSuspect)
  if (suspects.length === 0) return new Map()
  const source = await sourceOf(engine, table, null)
  await using sample = await profileSample(
    source,
    suspects.map(({ name }) => name),
    smallSample,
  )
  return await findPersonal(source, sample, suspects)
}
