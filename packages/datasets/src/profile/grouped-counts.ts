import { isColumnar, type Source } from './source.ts'

/** A value to group rows by. */
export interface Key {
  /** SQL of the value as stored, which DuckDB groups fastest. */
  readonly stored: string
  /** SQL of what is handed out, of the stored value `k`; groups that it makes equal are one. */
  readonly value: string
  /** Whether the latter is a DOUBLE; else it is a VARCHAR. */
  readonly isNumber: boolean
}

/** Rows by their value, nulls left out. */
export interface Grouped {
  readonly groups: number
  readonly rows: number
  /** The commonest, by count, then by value: at most the limit. */
  readonly entries: readonly (readonly [value: string | number, count: number])[]
}

/** So many keys share a scan, of text files and of few rows. */
const maxKeys = 30
const fewRows = 200_000

/** Counts the rows of each value: of long files by columns one query for each key, else one for many. */
export async function groupedCounts(source: Source, keys: readonly Key[], limit: number): Promise<readonly Grouped[]> {
  const size = isColumnar(source) && source.rows > fewRows ? 1 : maxKeys
  const found: Grouped[] = []
  for (let at = 0; at < keys.length; at += size) found.push(...(await countedTogether(source, keys.slice(at, at + size), limit)))
  return found
}

async function countedTogether({ engine, from }: Source, keys: readonly Key[], limit: number): Promise<readonly Grouped[]> {
  const stored = keys.map(({ stored }, at) => `${stored} as k${at}`).join(', ')
  const sets = keys.map((_, at) => `(k${at})`).join(', ')
  // grouping_id has one bit for each key, 0 for those that are grouped by: the first key has the highest bit.
  const all = 2 ** keys.length - 1
  const masks = keys.map((_, at) => all - 2 ** (keys.length - 1 - at))
  const gid = keys.length === 1 ? '0' : `grouping_id(${keys.map((_, at) => `k${at}`).join(', ')})`
  const pick = (isNumber: boolean, type: string) => {
    const cases = keys
      .map((key, at) => (key.isNumber === isNumber ? ` when ${masks[at]} then ${key.value.replaceAll('{k}', `k${at}`)}` : ''))
      .join('')
    return cases === '' ? `null::${type}` : `case g${cases} end`
  }
  // One key without grouping sets, which are slower.
  const group = keys.length === 1 ? 'k0' : `grouping sets (${sets})`
  const grouped = `select ${keys.map((_, at) => `k${at}`).join(', ')}, count(*) as n, ${gid} as g from (select ${stored} from ${from}) group by ${group}`
  const values = `select g, ${pick(true, 'DOUBLE')} as x, ${pick(false, 'VARCHAR')} as v, n from (${grouped})`
  // A condition on keys alone would be moved below the groups, and computed for each row.
  const merged = `select g, x, v, sum(n)::DOUBLE as n from (${values}) where case when n > 0 then x is not null or v is not null end group by g, x, v`
  const rows = await engine.rows(
    `with merged as materialized (${merged}), totals as (select g, count(*)::DOUBLE as groups, sum(n) as total from merged group by g)
     select m.g, m.x, m.v, m.n, t.groups, t.total from (select * from merged qualify row_number() over (partition by g order by n desc, x, v) <= ${limit}) m
     join totals t using (g) order by m.g, m.n desc, m.x, m.v`,
  )
  const byMask = Map.groupBy(rows, ([g]) => Number(g))
  return masks.map((mask) => groupedOf(byMask.get(mask) ?? []))
}

function groupedOf(rows: readonly (readonly unknown[])[]): Grouped {
  const [, , , , groups, total] = rows[0] ?? []
  const entries = rows.map(([, x, v, n]) => [typeof x === 'number' ? x : String(v), Number(n)] as const)
  return { groups: Number(groups ?? 0), rows: Number(total ?? 0), entries }
}
