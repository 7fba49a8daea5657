import type { Session } from '@seaworthy/datasets'
import type { CodedColumn } from '@seaworthy/evaluation'
import { columnFor, type Header, requireNamed } from './header.ts'
import type { Built, Layout, Wanted } from './layout.ts'
import { layouts } from './layouts.ts'
import { PackedTexts, TextIndex } from './packed-texts.ts'
import { type CodedTexts, type PredictionTable, readHeader, readTable, refusal } from './prediction-table.ts'
import type { Predictions, PredictionsRequest, Units } from './predictions.ts'

/**
 * A file of predictions (CSV, Parquet, JSON Lines) as the rows of its kind. Nothing is dropped: what is missing, no number, not finite,
 * out of range or there twice is refused with file, row (from 0) and column.
 * @throws {PipelineError} `COLUMN_UNDECLARED`, `LABEL_INVALID`, `SCORE_INVALID`, `PREDICTION_INVALID`, `WEIGHT_INVALID`, `ID_INVALID`.
 */
export async function readPredictions(session: Session, request: PredictionsRequest): Promise<Predictions> {
  const opened = await openPredictions(session, request)
  return predictionsOf(opened, opened.vocabulary)
}

/** A file that is read, before its names are numbered: two files share one numbering. */
export interface OpenedPredictions {
  readonly request: PredictionsRequest
  readonly columns: UnitColumns
  readonly layout: Layout
  readonly table: PredictionTable
  readonly vocabulary: readonly string[]
}

export async function openPredictions(session: Session, request: PredictionsRequest): Promise<OpenedPredictions> {
  const header = await readHeader(session, request)
  const layout = layouts[request.kind](header, { beside: async () => null, ...request })
  const columns = unitColumns(header, request)
  const table = await readTable(session, request, [...layout.columns, ...columns.wanted])
  await layout.load?.(table)
  return { request, columns, layout, table, vocabulary: layout.vocabulary(table) }
}

/** @throws {PipelineError} as {@link readPredictions}. */
export function predictionsOf({ request, columns, layout, table }: OpenedPredictions, vocabulary: readonly string[]): Predictions {
  const built = layout.build(table, vocabulary)
  const ids = idsOf(table, { request, columns, built })
  return { file: table.file, rows: built.rows, ids, units: unitsOf(table, columns, built), slices: slicesOf(table, columns, built) }
}

interface UnitColumns {
  readonly wanted: readonly Wanted[]
  readonly id: string | null
  readonly cluster: string | null
  readonly series: string | null
  readonly by: readonly string[]
}

function unitColumns(header: Header, { kind, cluster: named, by }: PredictionsRequest): UnitColumns {
  const id = columnFor(header, kind === 'ranking' ? 'query' : 'id')
  const series = kind === 'forecasting' ? columnFor(header, 'series') : null
  const cluster = named === null ? columnFor(header, 'cluster') : requireNamed(header, named)
  const slices = by.map((name) => requireNamed(header, name))
  const coded = [cluster, series].flatMap((column): Wanted[] =>
    column === null ? [] : [{ column, as: 'codes', what: 'cluster', code: 'ID_INVALID' }],
  )
  // A query is known by its own column already, which is read as codes.
  const ids: readonly Wanted[] = id === null || kind === 'ranking' ? [] : [{ column: id, as: 'ids', what: 'id', code: 'ID_INVALID' }]
  const cut = slices.map((column): Wanted => ({ column, as: 'codes', what: 'slice', code: 'COLUMN_UNDECLARED', missing: 'taken' }))
  return { wanted: [...ids, ...coded, ...cut], id, cluster, series, by: slices }
}

interface Identified {
  readonly request: PredictionsRequest
  readonly columns: UnitColumns
  readonly built: Built
}

function idsOf(table: PredictionTable, { request, columns: { id }, built }: Identified): PackedTexts | null {
  if (id === null) return null
  if (request.kind === 'ranking' && built.begins) return packedAt(table.codes(id), built.begins)
  const ids = table.ids(id)
  const { repeated } = new TextIndex(ids)
  if (repeated < 0) return ids
  throw refusal(
    'ID_INVALID',
    { file: table.file, row: repeated, column: id },
    `the id ${JSON.stringify(ids.at(repeated))} repeats`,
    'an id names one row',
  )
}

function packedAt({ codes, values }: CodedTexts, rows: Uint32Array): PackedTexts {
  const packed = new PackedTexts(rows.length)
  for (const row of rows) packed.append(values[codes[row] as number] as string)
  return packed
}

// Errors of one series hang together; of a single series, those of neighbouring times.
function unitsOf(table: PredictionTable, { id, cluster, series }: UnitColumns, built: Built): Units {
  if (cluster !== null) return { cluster: Int32Array.from(ofUnits(table, { column: cluster, id }, built).codes), ordered: false, of: cluster }
  if (built.rows.kind !== 'forecasting') return { cluster: null, ordered: false, of: null }
  if (series !== null && table.codes(series).values.length > 1)
    return { cluster: Int32Array.from(table.codes(series).codes), ordered: false, of: series }
  return { cluster: Int32Array.from({ length: table.rows }, (_, row) => row), ordered: true, of: 'time' }
}

function slicesOf(table: PredictionTable, { id, by }: UnitColumns, built: Built): readonly CodedColumn[] {
  return by.map((column) => ({ column, ...ofUnits(table, { column, id }, built) }))
}

interface OfUnits {
  readonly column: string
  /** Of the queries, in ranked lists. */
  readonly id: string | null
}

/** A column's value of each unit, which all of its rows must share. */
function ofUnits(table: PredictionTable, { column, id }: OfUnits, { begins }: Built): CodedTexts {
  const { codes, values } = table.codes(column)
  if (begins === null || id === null) return { codes, values }
  const queries = table.codes(id)
  for (let row = 0; row < codes.length; row++) {
    const query = queries.codes[row] as number
    if (codes[row] === codes[begins[query] as number]) continue
    const said = `it differs within query "${queries.values[query]}"`
    throw refusal('ID_INVALID', { file: table.file, row, column }, said, 'a query is one unit: it has one cluster and one slice')
  }
  return { codes: Int32Array.from(begins, (row) => codes[row] as number), values }
}
