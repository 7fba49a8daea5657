import type { Rows, RowsKind } from '@seaworthy/metrics'
import type { PipelineErrorCode } from '../errors.ts'
import type { Header } from './header.ts'
import type { ReadBeside } from './predicted-map.ts'
import type { PredictionTable } from './prediction-table.ts'

/** Kinds whose predictions stand in a table, a row for each. */
export type TableKind = Exclude<RowsKind, 'detection'>

/** A column that is read, and as what. */
export interface Wanted {
  readonly column: string
  /** `codes`: few different texts. `list`: as many numbers in each row. */
  readonly as: 'number' | 'codes' | 'texts' | 'ids' | 'list'
  /** What it is called where a value is refused: `label`. */
  readonly what: string
  readonly code: PipelineErrorCode
  /** A missing value is taken: NaN, or a code of its own. */
  readonly missing?: 'taken'
}

export interface LayoutOptions {
  /** The positive class, as a text; null: 1. */
  readonly positive: string | null
  /** Reads what cells name, by its path from the folder of the file; null where there is none. */
  readonly beside: ReadBeside
}

/** Where in a file of some columns the rows of a kind are. */
export interface Layout {
  readonly columns: readonly Wanted[]
  /** Reads what cells name, before all else. */
  load?(table: PredictionTable): Promise<void>
  /** Names that two files must number alike: classes, labels, items. In their order. */
  vocabulary(table: PredictionTable): readonly string[]
  /** @throws {PipelineError} for what is no label, prediction, score or weight, with file, row and column. */
  build(table: PredictionTable, vocabulary: readonly string[]): Built
}

export interface Built {
  readonly rows: Rows
  /** The file's row at which each unit begins; null: each row is a unit. */
  readonly begins: Uint32Array | null
}

export type LayoutOf = (header: Header, options: LayoutOptions) => Layout

/** What a file without names to share says of itself. */
export const noVocabulary = (): readonly string[] => []

export const labelOf = (column: string): Omit<Wanted, 'as'> => ({ column, what: 'label', code: 'LABEL_INVALID' })
export const scoreOf = (column: string): Omit<Wanted, 'as'> => ({ column, what: 'score', code: 'SCORE_INVALID' })
export const predictionOf = (column: string, what = 'prediction'): Omit<Wanted, 'as'> => ({ column, what, code: 'PREDICTION_INVALID' })
export const weightOf = (column: string): Omit<Wanted, 'as'> => ({ column, what: 'weight', code: 'WEIGHT_INVALID' })
