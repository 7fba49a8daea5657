import { type ColumnRule, quoteIdentifier, quoteText } from '@seaworthy/contracts'
import { csvDuckType } from '../csv-lexical.ts'
import type { DataFiles } from '../data-file.ts'
import type { Engine } from '../engine.ts'
import { DatasetsError } from '../errors.ts'
import { typedJson } from '../lexical/json-form.ts'
import { firstJsonFault } from '../places/json-line-fault.ts'
import { type LineSurvey, surveyLines } from '../places/line-survey.ts'
import type { FilePlaces, Table, TableColumn } from '../table.ts'
import { jsonName, rawName, refuseReserved } from './column-names.ts'
import { inferTypes } from './infer-types.ts'
import { jsonKeys } from './json-keys.ts'
import { type JsonColumn, lineName, linesReader, pointer, recordsRelation } from './lines-reader.ts'
import { type PartitionItems, partitionItems } from './partition-items.ts'
import type { Reading } from './reading.ts'

/**
 * Lines of JSON objects as one table: a column for each key that any record has, those of the contract first and in its order. Every
 * line is read once before, so that keys that come late are known, and a line that is not one object is refused with its place.
 * A key that a record does not have, and one that is null, are null in the typed column.
 */
export async function jsonLinesTable(engine: Engine, data: DataFiles, reading: Reading | null): Promise<Table> {
  const { files, compression } = data
  const surveys: LineSurvey[] = []
  for (const file of files) surveys.push(await surveyLines({ file, compression }))
  requireRecords(surveys)
  const longestLineBytes = Math.max(...surveys.map((one) => one.longestLineBytes))
  const firstFault = () => firstJsonFault(files, compression)
  const keys = await jsonKeys(engine, { lines: linesReader(data, { longestLineBytes, folders: [] }), firstFault })
  if (keys.length === 0) throw new DatasetsError('DATA_EMPTY', `${files[0]?.name}: no record has a key`)
  const columns = keyColumns(keys, data, reading)
  const folders = partitionItems(
    files,
    columns.map(({ name }) => name),
    reading,
  )
  const records = (extra: string) =>
    recordsRelation(`(select *${extra} from ${linesReader(data, { longestLineBytes, folders: folders.raw })})`, columns)
  const types = reading
    ? columns.map(({ name }) => declared(ruleOf(reading, name)))
    : await inferred(engine, { records: records(''), columns, rows: surveys.reduce((sum, one) => sum + one.records, 0) })
  const over = (extra: string) => `(select ${typedItems({ columns, types, folders, reading }).join(', ')}, * from ${records(extra)})`
  return {
    format: 'jsonl',
    files,
    states: data.states,
    places: placesOf(surveys, compression),
    columns: [
      ...columns.map((column, at): TableColumn => ({ name: column.name, type: types[at] ?? 'VARCHAR', raw: rawName(at), json: jsonName(at) })),
      ...folders.columns,
    ],
    relation: over(''),
    located: { relation: over(', row_number() over () - 1 as "seaworthy row"'), row: '"seaworthy row"', file: '"seaworthy file"' },
    touch: [`count(json_type(${lineName}))`],
    firstFault,
  }
}

function requireRecords(surveys: readonly LineSurvey[]): void {
  const empty = surveys.find(({ records }) => records === 0)
  if (empty) throw new DatasetsError('DATA_EMPTY', `${empty.file.name} has no records`)
}

// What the contract names is taken apart once for each line, other keys only where they are asked for.
function keyColumns(keys: readonly string[], { files }: DataFiles, reading: Reading | null): readonly JsonColumn[] {
  const known = new Set(keys)
  const named = (reading?.columns ?? []).map(({ name }) => name).filter((name) => known.has(name))
  const isNamed = new Set(named)
  const names = [...named, ...keys.filter((name) => !isNamed.has(name))]
  const seen = new Map<string, string>()
  for (const name of names) {
    const same = seen.get(name.toLowerCase())
    const what = name === '' ? 'a key is empty' : same === undefined ? null : `the keys "${same}" and "${name}" differ only in case`
    if (what !== null) throw new DatasetsError('SCHEMA_MISMATCH', `${files[0]?.name}: ${what}`, { hint: 'rename it' })
    seen.set(name.toLowerCase(), name)
  }
  refuseReserved(names, files)
  return names.map((name) => ({ name, apart: reading !== null && !isNamed.has(name) }))
}

interface Typed {
  readonly columns: readonly JsonColumn[]
  readonly types: readonly (string | null)[]
  readonly folders: PartitionItems
  readonly reading: Reading | null
}

function typedItems({ columns, types, folders, reading }: Typed): readonly string[] {
  const typed = columns.map(({ name }, at) => {
    const lexical = ruleOf(reading, name)?.lexical ?? null
    return `${typedJson(rawName(at), { duckType: types[at] ?? null, lexical })} as ${quoteIdentifier(name)}`
  })
  const texts = columns.map(({ name }, at) => {
    const isNull = `json_type(${lineName}, ${quoteText(pointer(name))}) = 'NULL'`
    return `coalesce(${rawName(at)}, case when ${isNull} then 'null' end) as ${jsonName(at)}`
  })
  return [...typed, ...texts, ...folders.typed]
}

function ruleOf(reading: Reading | null, name: string): ColumnRule | null {
  return reading?.columns.find((rule) => rule.name === name) ?? null
}

function declared(rule: ColumnRule | null): string | null {
  return rule?.type ? csvDuckType(rule.type, rule.duckType) : (rule?.duckType ?? null)
}

// Null for values of several types, objects, arrays, and integers beyond 64 bits: those columns hold the JSON text.
async function inferred(
  engine: Engine,
  { records, columns, rows }: { readonly records: string; readonly columns: readonly JsonColumn[]; readonly rows: number },
): Promise<readonly (string | null)[]> {
  const types = await inferTypes(engine, {
    raws: columns.map((_, at) => rawName(at)),
    rows,
    relation: (some) => `(select ${some.join(', ')} from ${records})`,
    typed: (raw, type) => typedJson(raw, { duckType: csvDuckType(type) }),
  })
  return types.map((type) => (type === null ? null : csvDuckType(type)))
}

function placesOf(surveys: readonly LineSurvey[], compression: DataFiles['compression']): readonly FilePlaces[] {
  let start = 0
  return surveys.map(({ file, records, lineOffset }) => {
    const places = { start, records, lineOffset, text: { file, compression, delimited: null } }
    start += records
    return places
  })
}
