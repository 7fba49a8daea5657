import type { Window } from '@seaworthy/record'
import type { CategoryCount, ColumnProfile, DerivedProfile, NumericProfile, Profile } from './profile.ts'

type Fields = Readonly<Record<string, unknown>>
const kinds = ['numeric', 'categorical', 'datetime'] as const
/** Of 4,096 words, four bytes each. */
const maxWordsLength = 21_848
const detailOf = { numeric: 'numeric', categorical: 'categories', datetime: 'datetime' } as const

/** Turns unknown JSON into a profile and collects what is wrong with it, each with its place; a wrong field reads as an empty one. */
export class ProfileReader {
  readonly problems: string[] = []

  profile(value: unknown): Profile {
    const fields = this.object(value, '$')
    if (fields.schema !== 'seaworthy.profile/1') this.problems.push(`$.schema is ${JSON.stringify(fields.schema)}, not "seaworthy.profile/1"`)
    const rows = this.count(fields.rows, '$.rows')
    const columns = this.columns(fields.columns, '$.columns', rows)
    const derived = this.derived(fields.derived)
    const window = fields.window === null ? null : this.window(fields.window)
    return { schema: 'seaworthy.profile/1', rows, window, columns, ...(derived !== undefined && { derived }) }
  }

  /** @param rows that each column has; null where each has its own. */
  private columns(value: unknown, place: string, rows: number | null): readonly ColumnProfile[] {
    const columns = this.list(value, place).map((column, at) => this.column(column, `${place}[${at}]`, rows))
    this.distinctNames(
      columns.map((column) => column.name),
      place,
    )
    return columns
  }

  private derived(value: unknown): Profile['derived'] {
    if (value === undefined || value === null) return value
    const fields = this.object(value, '$.derived')
    const rows = this.count(fields.rows, '$.derived.rows')
    const columns = this.columns(fields.columns, '$.derived.columns', rows)
    return {
      rows,
      columns,
      ...(fields.apart !== undefined && { apart: this.columns(fields.apart, '$.derived.apart', null) }),
      ...(fields.vocabularies !== undefined && { vocabularies: this.vocabularies(fields.vocabularies, '$.derived.vocabularies') }),
    }
  }

  private vocabularies(value: unknown, place: string): NonNullable<DerivedProfile['vocabularies']> {
    return this.list(value, place).map((item, at) => {
      const fields = this.object(item, `${place}[${at}]`)
      const words = this.text(fields.words, `${place}[${at}].words`)
      if (words.length > maxWordsLength || words.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(words))
        this.problems.push(`${place}[${at}].words is not base64 of at most ${maxWordsLength} characters`)
      return { column: this.text(fields.column, `${place}[${at}].column`), words }
    })
  }

  private column(value: unknown, place: string, rows: number | null): ColumnProfile {
    const fields = this.object(value, place)
    const kind = kinds.find((known) => known === fields.kind)
    if (!kind) this.problems.push(`${place}.kind is ${JSON.stringify(fields.kind)}; known are ${kinds.join(', ')}`)
    const count = this.count(fields.count, `${place}.count`)
    const missing = this.count(fields.missing, `${place}.missing`)
    if (rows !== null && count + missing !== rows) this.problems.push(`${place}: count ${count} and missing ${missing} are not the ${rows} rows`)
    // Of no values there is nothing to say.
    if (kind && count > 0 && (fields[detailOf[kind]] ?? null) === null)
      this.problems.push(`${place}.${detailOf[kind]} is missing in a ${kind} column`)
    return {
      name: this.text(fields.name, `${place}.name`),
      kind: kind ?? 'categorical',
      count,
      missing,
      distinct: fields.distinct === null ? null : this.count(fields.distinct, `${place}.distinct`),
      numeric: (fields.numeric ?? null) === null ? null : this.numeric(fields.numeric, `${place}.numeric`, count),
      categories: (fields.categories ?? null) === null ? null : this.categories(fields.categories, `${place}.categories`, count),
      datetime: (fields.datetime ?? null) === null ? null : this.datetime(fields.datetime, `${place}.datetime`),
      ...(typeof fields.hidden === 'boolean' && { hidden: fields.hidden }),
      ...((fields.derivedFrom ?? null) !== null && { derivedFrom: this.derivation(fields.derivedFrom, `${place}.derivedFrom`) }),
    }
  }

  private derivation(value: unknown, place: string): { readonly column: string; readonly measure: string } {
    const fields = this.object(value, place)
    return { column: this.text(fields.column, `${place}.column`), measure: this.text(fields.measure, `${place}.measure`) }
  }

  private numeric(value: unknown, place: string, count: number): NumericProfile {
    const fields = this.object(value, place)
    const edges = this.list(fields.edges, `${place}.edges`).map((edge, at) => this.finite(edge, `${place}.edges[${at}]`))
    const counts = this.list(fields.counts, `${place}.counts`).map((bin, at) => this.count(bin, `${place}.counts[${at}]`))
    if (counts.length !== edges.length + 1)
      this.problems.push(`${place}: ${edges.length} edges need ${edges.length + 1} counts, not ${counts.length}`)
    if (edges.some((edge, at) => at > 0 && edge <= (edges[at - 1] ?? edge))) this.problems.push(`${place}.edges do not ascend`)
    if (sum(counts) !== count) this.problems.push(`${place}.counts add up to ${sum(counts)}, not to ${count}`)
    const moment = (name: string) => (fields[name] === null ? null : this.finite(fields[name], `${place}.${name}`))
    return { min: moment('min'), max: moment('max'), mean: moment('mean'), standardDeviation: moment('standardDeviation'), edges, counts }
  }

  private categories(value: unknown, place: string, count: number): CategoryCount[] {
    const categories = this.list(value, place).map((item, at) => {
      const fields = this.object(item, `${place}[${at}]`)
      return { value: this.text(fields.value, `${place}[${at}].value`), count: this.count(fields.count, `${place}[${at}].count`) }
    })
    this.distinctNames(
      categories.map((category) => category.value),
      place,
    )
    const listed = sum(categories.map((category) => category.count))
    if (listed > count) this.problems.push(`${place} add up to ${listed}, more than ${count}`)
    return categories
  }

  private datetime(value: unknown, place: string): { min: string | null; max: string | null } {
    const fields = this.object(value, place)
    const time = (name: string) => (fields[name] === null ? null : this.text(fields[name], `${place}.${name}`))
    return { min: time('min'), max: time('max') }
  }

  private window(value: unknown): Window {
    const fields = this.object(value, '$.window')
    const bound = (name: string) => (fields[name] === null ? null : this.text(fields[name], `$.window.${name}`))
    return { time: this.text(fields.time, '$.window.time'), after: bound('after'), until: bound('until') }
  }

  private distinctNames(names: readonly string[], place: string): void {
    const twice = names.find((name, at) => names.indexOf(name) !== at)
    if (twice !== undefined) this.problems.push(`${place} name ${JSON.stringify(twice.slice(0, 100))} twice`)
  }

  private object(value: unknown, place: string): Fields {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
    this.problems.push(`${place} is not an object`)
    return {}
  }

  private list(value: unknown, place: string): readonly unknown[] {
    if (Array.isArray(value)) return value
    this.problems.push(`${place} is not a list`)
    return []
  }

  private text(value: unknown, place: string): string {
    if (typeof value === 'string') return value
    this.problems.push(`${place} is not a string`)
    return ''
  }

  private finite(value: unknown, place: string): number {
    if (typeof value === 'number' && Number.isFinite(value)) return value
    this.problems.push(`${place} is not a finite number`)
    return 0
  }

  private count(value: unknown, place: string): number {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
    this.problems.push(`${place} is not a count`)
    return 0
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
