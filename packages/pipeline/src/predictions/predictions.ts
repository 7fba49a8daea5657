import type { DataFile } from '@seaworthy/datasets'
import type { CodedColumn } from '@seaworthy/evaluation'
import type { Rows } from '@seaworthy/metrics'
import type { TableKind } from './layout.ts'
import type { PackedTexts } from './packed-texts.ts'
import type { ReadBeside } from './predicted-map.ts'

/** One model's predictions and the truth beside them. */
export interface Predictions {
  /** As people know the file. */
  readonly file: string
  readonly rows: Rows
  /** Of each unit: the column `id`, or the queries; null where units are told by their order alone. */
  readonly ids: PackedTexts | null
  readonly units: Units
  readonly slices: readonly CodedColumn[]
}

/** What inference takes for one unit. */
export interface Units {
  /** Null: each row, query or document is one. */
  readonly cluster: Int32Array | null
  /** The clusters are stretches of time. */
  readonly ordered: boolean
  /** What a cluster is: the name of a column; null where nothing is clustered. */
  readonly of: string | null
}

export interface PredictionsRequest {
  readonly files: readonly DataFile[]
  /** As people know them, for messages. */
  readonly name: string
  readonly kind: TableKind
  /** Of a binary classifier; null: 1. */
  readonly positive: string | null
  /** The column whose rows belong together; null: `cluster`, or `series` of forecasts, where there is one. */
  readonly cluster: string | null
  /** Reads the masks that cells name, by their paths from the folder of the file; left out: there are none. */
  readonly beside?: ReadBeside
  /** Columns by whose values the rows are cut. */
  readonly by: readonly string[]
}
