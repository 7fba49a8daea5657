import { type ColumnRule, type LogicalType, quoteIdentifier, quoteText, type TextDialect } from '@seaworthy/contracts'
import { csvHeader } from '../csv-header.ts'
import { csvDuckType, isWide, typedValue } from '../csv-lexical.ts'
import { csvReader } from '../csv-reader.ts'
import type { DataFiles } from '../data-file.ts'
import type { Engine } from '../engine.ts'
import { DatasetsError } from '../errors.ts'
import { missingLater } from '../places/record-scanner.ts'
import { surveyText, type TextSurvey } from '../places/text-survey.ts'
import { together as ofBoth, type WrittenColumn } from '../places/written-columns.ts'
import type { FilePlaces, Table, TableColumn } from '../table.ts'
import { rawName, refuseReserved } from './column-names.ts'
import { inferTypes } from './infer-types.ts'
import { partitionItems } from './partition-items.ts'
import { integerBounds, isPlain } from './plain-columns.ts'
import type { Reading } from './reading.ts'
import { textDialect } from './text-dialect.ts'

/**
 * Delimited texts as one table. Every byte is read once before, by ourselves: what the engine then reads is known to be well-formed.
 * Columns have the types of the contract (columns that it does not describe are texts); without one, those that all their rows show.
 */
export async function delimitedTable(engine: Engine, data: DataFiles, reading: Reading | null): Promise<Table> {
  const { files, compression } = data
  const dialect = textDialect(reading?.text ?? null, data, files[0]?.name ?? '')
  const names = await columnNames(data, dialect, reading)
  refuseReserved(names, files)
  const surveys: TextSurvey[] = []
  for (const file of files) surveys.push(await surveyText({ file, compression }, { dialect, width: names.length }))
  requireRecords(surveys, dialect)
  // A blank line is no record: of one column, it comes as a null.
  const present = names.length === 1 ? ` where ${quoteIdentifier(names[0] ?? '')} is not null` : ''
  const read = (types: ReadonlyMap<string, string>) => csvReader(files, { names, types, dialect, compression, ...together(surveys) })
  const reader = `${read(new Map())}${present}`
  const later = missingLater({ dialect, width: names.length })
  const texts = names.map((name, at) => `${rawText(ruleOf(reading, name) ?? { name, lexical: null }, dialect, later)} as ${rawName(at)}`)
  const types = reading
    ? names.map((name) => declared(ruleOf(reading, name)))
    : await inferred(engine, { reader, texts, rows: surveys.reduce((sum, one) => sum + one.records, 0) })
  const written = later.length > 0 ? null : writtenColumns(surveys)
  const columns = names.map((name, at): TableColumn => {
    const type = types[at] ?? 'VARCHAR'
    const question = { rule: ruleOf(reading, name), dialect, written: written?.[at] }
    const plain = isPlain({ ...question, type })
    const bounds = plain || type === 'VARCHAR' ? integerBounds(question) : null
    return { name, type, raw: rawName(at), ...(plain && { plain }), ...(bounds && { bounds }) }
  })
  const typed = typedValues(columns, { reading, blankEnds: surveys.some((one) => one.blankEnds) })
  const folders = partitionItems(files, names, reading)
  const inner = [...texts, ...folders.raw].join(', ')
  const over = (extra: string) => `(select ${[...typed, ...folders.typed].join(', ')}, * from (select ${inner}${extra} from ${reader}))`
  const lean = (expressions: string) => {
    const values = columns.map(
      ({ name, raw, plain = false }) => plain && expressions.includes(quoteIdentifier(name)) && !expressions.includes(`${raw}`),
    )
    if (!values.includes(true)) return over('')
    const asValues = new Map(columns.filter((_, at) => values[at]).map(({ name, type }) => [name, type]))
    const firsts = texts.map((text, at) => (values[at] ? `${quoteIdentifier(names[at] ?? '')} as ${rawName(at)}` : text))
    const seconds = typed.map((one, at) => (values[at] ? `${rawName(at)} as ${quoteIdentifier(names[at] ?? '')}` : one))
    return `(select ${[...seconds, ...folders.typed].join(', ')}, * from (select ${[...firsts, ...folders.raw].join(', ')} from ${read(asValues)}))`
  }
  return {
    format: 'csv',
    files,
    states: data.states,
    places: placesOf(surveys, { dialect, width: names.length }, compression),
    columns: [...columns, ...folders.columns],
    relation: over(''),
    lean,
    // Numbered in the order of the files, whatever the number of threads: the engine keeps it for this function.
    located: {
      relation: over(', row_number() over () - 1 as "seaworthy row", file_index as "seaworthy file"'),
      row: '"seaworthy row"',
      file: '"seaworthy file"',
    },
    touch: [],
    firstFault: async () => null,
  }
}

/** The texts of columns as values of their types. */
function typedValues(
  columns: readonly TableColumn[],
  { reading, blankEnds }: { readonly reading: Reading | null; readonly blankEnds: boolean },
): readonly string[] {
  const wide = isWide(columns.map(({ name }) => name))
  return columns.map(({ name, type }, at) => {
    const lexical = ruleOf(reading, name)?.lexical ?? null
    return `${typedValue(rawName(at), { duckType: type, lexical, wide, blankEnds })} as ${quoteIdentifier(name)}`
  })
}

async function columnNames({ files, compression }: DataFiles, dialect: TextDialect, reading: Reading | null): Promise<readonly string[]> {
  if (!dialect.header) {
    const names = reading?.columns.map(({ name }) => name) ?? []
    if (names.length > 0) return names
    throw new DatasetsError('CSV_HEADER', `${files[0]?.name} has no header, as its dialect says`, {
      hint: 'let the contract name its columns, in order',
    })
  }
  let first: readonly string[] | null = null
  for (const file of files) {
    const names = await csvHeader({ file, compression }, dialect)
    first ??= names
    if (names.length !== first.length || names.some((name, at) => name !== first?.[at]))
      throw new DatasetsError('SCHEMA_MISMATCH', `${file.name} line 1: its header differs from that of ${files[0]?.name}: ${names.join(', ')}`, {
        hint: 'all files of a source have the same columns',
      })
  }
  return first ?? []
}

function requireRecords(surveys: readonly TextSurvey[], { header }: TextDialect): void {
  for (const { file, records, linesToSkip } of surveys) {
    if (records === 0) throw new DatasetsError('DATA_EMPTY', header ? `${file.name} has a header and no records` : `${file.name} has no records`)
    if (linesToSkip === surveys[0]?.linesToSkip) continue
    throw new DatasetsError('SCHEMA_MISMATCH', `${file.name} and ${surveys[0]?.file.name} differ in the lines before their first records`, {
      hint: 'remove those lines',
    })
  }
}

function together(surveys: readonly TextSurvey[]): Pick<TextSurvey, 'longestRecordBytes' | 'quotedLineEnds' | 'linesToSkip'> {
  return {
    longestRecordBytes: Math.max(...surveys.map((one) => one.longestRecordBytes)),
    quotedLineEnds: surveys.some((one) => one.quotedLineEnds),
    linesToSkip: surveys[0]?.linesToSkip ?? 0,
  }
}

/** How the values of each column are written in all files; null where it is not known. */
function writtenColumns(surveys: readonly TextSurvey[]): readonly WrittenColumn[] | null {
  const [first = null, ...others] = surveys.map(({ written }) => written)
  return others.reduce((all, one) => (all && one ? ofBoth(all, one) : null), first)
}

function ruleOf(reading: Reading | null, name: string): ColumnRule | null {
  return reading?.columns.find((rule) => rule.name === name) ?? null
}

function declared(rule: ColumnRule | null): string {
  const type: LogicalType = rule?.type ?? 'string'
  return csvDuckType(type, rule?.duckType ?? null)
}

// The text of a value, null where it stands for a missing one.
function rawText({ name, lexical }: Pick<ColumnRule, 'name' | 'lexical'>, { skipInitialSpace }: TextDialect, later: readonly string[]): string {
  const column = quoteIdentifier(name)
  const text = skipInitialSpace ? `ltrim(${column}, ' ')` : column
  const absent = [...later, ...(lexical?.missing ?? [])]
  return absent.length === 0 ? text : `case when ${text} not in (${absent.map(quoteText).join(', ')}) then ${text} end`
}

interface Inferred {
  readonly reader: string
  readonly texts: readonly string[]
  readonly rows: number
}

async function inferred(engine: Engine, { reader, texts, rows }: Inferred): Promise<readonly string[]> {
  const raws = texts.map((_, at) => rawName(at))
  const places = new Map(raws.map((raw, at) => [raw, at]))
  const types = await inferTypes(engine, {
    raws,
    rows,
    relation: (some) => `(select ${some.map((raw) => texts[places.get(raw) ?? 0]).join(', ')} from ${reader})`,
    typed: (raw, type) => typedValue(raw, { duckType: csvDuckType(type), wide: true }),
  })
  return types.map((type) => csvDuckType(type ?? 'string'))
}

function placesOf(
  surveys: readonly TextSurvey[],
  delimited: { readonly dialect: TextDialect; readonly width: number },
  compression: DataFiles['compression'],
): readonly FilePlaces[] {
  let start = 0
  return surveys.map(({ file, records, lineOffset }) => {
    const places = { start, records, lineOffset, text: { file, compression, delimited } }
    start += records
    return places
  })
}
