import type { Engine } from './engine.ts'
import { DatasetsError } from './errors.ts'
import type { AskedColumn } from './profile/measure-columns.ts'
import { type PlannedProfile, plannedProfile } from './profile/planned-profile.ts'
import type { ColumnProfile, Profile, ProfileShape } from './profile.ts'
import { columnType, requireColumn, type Table } from './table.ts'
import type { ResolvedWindow } from './window.ts'

export type ProfileQuestion = TableProfiling & { readonly window: ResolvedWindow | null }

export interface TableProfiling {
  readonly omit?: readonly string[]
  /** `hide`: no text of the data, and no commonest value. Default: `show`. Columns of personal data are hidden either way. */
  readonly values?: 'show' | 'hide'
  /** Columns that a contract declares personal. */
  readonly personal?: readonly string[]
}

/** Every column but the omitted: integers and numbers numeric, texts and truth values categorical, dates and timestamps datetime. */
export async function profileTable(engine: Engine, table: Table, question: ProfileQuestion): Promise<Profile> {
  await using planned = await planProfile(engine, table, question)
  return await planned.profile()
}

/** The same in two steps, so that a scan in between may tell some of it. */
export async function planProfile(engine: Engine, table: Table, question: ProfileQuestion): Promise<PlannedProfile> {
  const { window, omit = [], values = 'show', personal = [] } = question
  const asked = table.columns
    .filter(({ name }) => !omit.includes(name))
    .map((column): AskedColumn => {
      const hidden = values === 'hide' || personal.includes(column.name)
      return { name: column.name, type: column.type, kind: kindOf(columnType(column)), edges: null, known: [], hidden }
    })
  return await plannedProfile(engine, table, { window, asked, personal, derived: null })
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
  await using planned = await plannedProfile(engine, table, { window, asked, personal, derived: reference.derived ?? { columns: [] }, like: true })
  return await planned.profile()
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
