import type { DataFile, Session } from '@seaworthy/datasets'
import type { Prediction, PredictionKind } from '@seaworthy/inference'
import { PipelineError } from '../../errors.ts'
import type { Header } from '../../predictions/header.ts'
import { type PackedTexts, TextIndex } from '../../predictions/packed-texts.ts'
import type { ReadBeside } from '../../predictions/predicted-map.ts'
import { type PredictionTable, readHeader, readTable, refusal } from '../../predictions/prediction-table.ts'
import { answerColumns } from './answer-columns.ts'
import { rowsAt } from './rows-of-prediction.ts'

export interface AnswersRequest {
  /** Absolute path of what the command wrote. */
  readonly path: string
  /** Its first bytes, by which its form is told. */
  readonly head: Uint8Array
  /** Whose predictions they are, for messages: `the predictions of the candidate`. */
  readonly who: string
  readonly kind: PredictionKind
  readonly positive: string | number | null
  /** Masks that predictions name, from the folder of the file. */
  readonly beside: ReadBeside
  /** How many rows were given to the command. */
  readonly rows: number
  /** The column that names a row, and its values in the order of the rows, read where they are needed; null where rows have none. */
  readonly id: { readonly column: string; readonly ids: () => Promise<PackedTexts> } | null
}

/**
 * What a command predicted, in the order of the rows that it was given: by the column of ids where the file has it, else as the rows
 * stand. CSV, Parquet or JSON Lines, told by their content.
 * @throws {PipelineError} `ROWS_DIFFER`, `COLUMN_UNDECLARED`, `ID_INVALID`, `SCORE_INVALID`, `PREDICTION_INVALID`, with the row.
 */
export async function readAnswers(session: Session, request: AnswersRequest): Promise<Prediction> {
  const { who, rows, id } = request
  const source = { files: [dataFile(request)], name: who }
  const header = await readHeader(session, source)
  const answer = answerColumns(header, request)
  const named = id === null ? null : idColumn(header, id.column)
  const wanted = named === null ? [] : [{ column: named, as: 'ids', what: 'id', code: 'ID_INVALID' } as const]
  const table = await readTable(session, source, [...answer.columns, ...wanted])
  if (table.rows !== rows)
    throw new PipelineError('ROWS_DIFFER', `${who} are ${table.rows} rows, and the command was given ${rows}`, {
      hint: 'write one prediction for each row of $DATA: nothing is dropped or repeated silently',
    })
  const prediction = await answer.read(table)
  return named === null || id === null ? prediction : rowsAt(prediction, placesOf(table, named, await id.ids()))
}

/** The column of ids by its own name, or called `id`. */
function idColumn(header: Header, column: string): string | null {
  return [column, 'id'].find((name) => header.names.includes(name)) ?? null
}

// For each row that was given, the row of the file that answers it.
function placesOf(table: PredictionTable, column: string, given: PackedTexts): Uint32Array {
  const ids = table.ids(column)
  const index = new TextIndex(ids)
  const at = (row: number) => ({ file: table.file, row, column })
  if (index.repeated >= 0) throw refusal('ID_INVALID', at(index.repeated), `the id "${ids.at(index.repeated)}" is there twice`)
  const places = new Uint32Array(given.length)
  for (let row = 0; row < given.length; row++) {
    const place = index.placeOf(given, row)
    if (place < 0)
      throw new PipelineError('ROWS_DIFFER', `${table.file} lack the id "${given.at(row)}", which is in row ${row} of $DATA`, {
        hint: 'write one prediction for each row of $DATA, with its id as it is written there',
      })
    places[row] = place
  }
  return places
}

const endings = { parquet: '.parquet', lines: '.jsonl', delimited: '.csv' } as const

function dataFile({ path, head, who }: AnswersRequest): DataFile {
  const text = new TextDecoder().decode(head.subarray(0, 64))
  const form = text.startsWith('PAR1') ? 'parquet' : text.trimStart().startsWith('{') ? 'lines' : 'delimited'
  return { path, name: `${who}${endings[form]}` }
}
