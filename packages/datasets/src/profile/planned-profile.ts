import type { PersonalKind, PersonalShare } from '@seaworthy/contracts'
import { derivedProfile } from '../derived/derived-profile.ts'
import type { Engine } from '../engine.ts'
import { findPersonal } from '../personal/find-personal.ts'
import type { ColumnProfile, Profile, ProfileShape } from '../profile.ts'
import type { Table } from '../table.ts'
import type { ResolvedWindow } from '../window.ts'
import { tell } from './aggregates.ts'
import { countsAlone, hiddenValues } from './hidden-values.ts'
import { type AskedColumn, firstAggregates, isOpaque, measureColumns, planMeasures } from './measure-columns.ts'
import { isThinned, profileSample } from './profile-sample.ts'
import { sourceOf } from './source.ts'
import { valueOrders } from './value-order.ts'

export interface ProfilePlan {
  readonly window: ResolvedWindow | null
  readonly asked: readonly AskedColumn[]
  readonly personal: readonly string[]
  /** Those of a reference; null to find them. */
  readonly derived: NonNullable<ProfileShape['derived']> | null
  /** Whether rows are counted like those of a reference, which has looked for personal data and hidden it. */
  readonly like?: boolean
}

/** Some numbers about all rows, asked of another scan of them. */
export interface CarriedAggregates {
  readonly sql: readonly string[]
  /** Takes their values. What no scan has told is asked by the profile itself. */
  tell(values: readonly unknown[]): void
}

/** A profile of which a sample of the rows has told how each column is best measured. */
export interface PlannedProfile extends AsyncDisposable {
  readonly carried: readonly CarriedAggregates[]
  /** Kinds of personal data in the sample; null where it holds fewer rows, for very many columns. */
  readonly personal: ReadonlyMap<string, readonly PersonalShare[]> | null
  profile(): Promise<Profile>
}

/** Samples the rows; the profile holds the sample until it is disposed of. */
export async function plannedProfile(engine: Engine, table: Table, plan: ProfilePlan): Promise<PlannedProfile> {
  const { window, asked, personal, derived, like = false } = plan
  const source = await sourceOf(engine, table, window)
  const names = asked.filter((column) => !isOpaque(column)).map(({ name }) => name)
  const sample = await profileSample(source, names)
  const found: ReadonlyMap<string, readonly PersonalShare[]> = like ? new Map() : await findPersonal(source, sample, asked)
  const tasks = await planMeasures(source, sample, asked)
  return {
    carried: firstAggregates(source, tasks).map(({ sql }) => ({ sql, tell: (values) => tell(source, sql, values) })),
    personal: isThinned(names.length) ? null : found,
    profile: async () => {
      const measured = await measureColumns(source, sample, tasks)
      const whole = asked.filter((column, at) => !isOpaque(column) && measured[at]?.count === source.rows)
      const orders = like ? new Map<string, never>() : await valueOrders(source, whole)
      const columns = asked.map(({ name, kind, type, hidden }, at): ColumnProfile => {
        const { count = 0, ...rest } = measured[at] ?? {}
        const kinds: readonly PersonalKind[] = (found.get(name) ?? []).map((share) => share.kind)
        const facts = { name, kind, type, count, missing: source.rows - count, ...rest, order: orders.get(name) ?? null, personal: kinds }
        const column = { ...nothing, ...facts }
        if (kinds.length > 0 || personal.includes(name)) return countsAlone(column)
        return hidden ? hiddenValues(column) : column
      })
      const numbers = await derivedProfile(source, sample, { columns, like: derived })
      return { schema: 'seaworthy.profile/1', rows: source.rows, window, columns, derived: numbers }
    },
    [Symbol.asyncDispose]: () => sample[Symbol.asyncDispose](),
  }
}

const nothing = {
  distinct: null,
  numeric: null,
  categories: null,
  datetime: null,
  text: null,
  trueShare: null,
  topValues: null,
  order: null,
  hidden: false,
  personal: [],
  derivedFrom: null,
} satisfies Partial<ColumnProfile>
