import type { PersonalKind } from '@seaworthy/contracts'
import { derivedProfile } from './derived/derived-profile.ts'
import type { Engine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import { findPersonal } from './personal/find-personal.ts'
import { countsAlone, hiddenValues } from './profile/hidden-values.ts'
import { type AskedColumn, isOpaque, measureColumns } from './profile/measure-columns.ts'
import { profileSample } from './profile/profile-sample.ts'
import { sourceOf } from './profile/source.ts'
import { valueOrders } from './profile/value-order.ts'
import type { ColumnProfile, Profile, ProfileShape } from './profile.ts'
import { columnType, requireColumn, type Table } from './table.ts'
import type { ResolvedWindow } from './window.ts'

export interface ProfileQuestion {
  readonly window: ResolvedWindow | null
  readonly omit?: readonly string[]
  /** `hide`: no text of the data, and no commonest value. Default: `show`. Columns of personal data are hidden either way. */
  readonly values?: 'show' | 'hide'
  /** Columns that a contract declares personal. */
  readonly personal?: readonly string[]
}

/** Every column but the omitted: integers and numbers numeric, texts and truth values categorical, dates and timestamps datetime. */
export async function profileTable(engine: Engine, table: Table, question: ProfileQuestion): Promise<Profile> {
  const { window, omit = [], values = 'show', personal = [] } = question
  const asked = table.columns
    .filter(({ name }) => !omit.includes(name))
    .map((column): AskedColumn => {
      const hidden = values === 'hide' || personal.includes(column.name)
      return { name: column.name, type: column.type, kind: kindOf(columnType(column)), edges: null, known: [], hidden }
    })
  return await profileColumns(engine, table, { window, asked, personal, derived: null })
}

/**
 * The columns of a reference, counted on other rows with the reference's own edges; values that it hides are hidden alike.
 * @throws {DatasetsError} `COLUMN_MISSING`, `SCHEMA_MISMATCH` where a column has become another kind.
 */
export async function profileLike(
  engine: Engine,
  table: Table,
  { window, reference }: { readonly window: ResolvedWindow | null; readonly reference: ProfileShape },
): Promise<Profile> {
  const asked = reference.columns.map(({ name, kind, numeric, hidden = false, categories }): AskedColumn => {
    const column = requireColumn(table, name)
    const now = kindOf(columnType(column))
    if (now !== kind)
      throw new DatasetsError('SCHEMA_MISMATCH', `${table.files[0]?.name}: column "${name}" is ${now}, in the reference it is ${kind}`)
    const known = hidden ? [] : (categories ?? []).map(({ value }) => value)
    return { name, type: column.type, kind, edges: numeric?.edges ?? [], known, hidden }
  })
  const personal = reference.columns.filter(isCountsAlone).map(({ name }) => name)
  return await profileColumns(engine, table, { window, asked, personal, derived: reference.derived ?? { columns: [] }, like: true })
}

/** Whether a reference keeps no value of a column, nor digests of them. */
function isCountsAlone({ hidden = false, kind, numeric, categories, datetime }: ProfileShape['columns'][number]): boolean {
  if (!hidden) return false
  if (kind === 'datetime') return (datetime?.min ?? null) === null
  return kind === 'numeric' ? numeric?.edges.length === 0 : categories?.length === 0
}

function kindOf(type: ReturnType<typeof columnType>): ColumnProfile['kind'] {
  if (type === 'integer' || type === 'number') return 'numeric'
  return type === 'date' || type === 'timestamp' ? 'datetime' : 'categorical'
}

interface Work {
  readonly window: ResolvedWindow | null
  readonly asked: readonly AskedColumn[]
  readonly personal: readonly string[]
  /** Those of a reference; null to find them. */
  readonly derived: NonNullable<ProfileShape['derived']> | null
  /** Whether rows are counted like those of a reference, which has looked for personal data and hidden it. */
  readonly like?: boolean
}

async function profileColumns(engine: Engine, table: Table, { window, asked, personal, derived, like = false }: Work): Promise<Profile> {
  const source = await sourceOf(engine, table, window)
  await using sample = await profileSample(
    source,
    asked.filter((column) => !isOpaque(column)).map(({ name }) => name),
  )
  const found = like ? new Map<string, never>() : await findPersonal(source, sample, asked)
  const measured = await measureColumns(source, sample, asked)
  const whole = asked.filter((column, at) => !isOpaque(column) && measured[at]?.count === source.rows)
  const orders = like ? new Map<string, never>() : await valueOrders(source, whole)
  const columns = asked.map(({ name, kind, type, hidden }, at): ColumnProfile => {
    const { count = 0, ...rest } = measured[at] ?? {}
    const kinds: readonly PersonalKind[] = (found.get(name) ?? []).map((share: { readonly kind: PersonalKind }) => share.kind)
    const column = { ...nothing, name, kind, type, count, missing: source.rows - count, ...rest, order: orders.get(name) ?? null, personal: kinds }
    if (kinds.length > 0 || personal.includes(name)) return countsAlone(column)
    return hidden ? hiddenValues(column) : column
  })
  const numbers = await derivedProfile(source, sample, { columns, like: derived })
  return { schema: 'seaworthy.profile/1', rows: source.rows, window, columns, derived: numbers }
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
