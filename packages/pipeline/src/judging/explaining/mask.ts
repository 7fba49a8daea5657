import type { Config } from '@seaworthy/config'
import type { BatchColumn } from '@seaworthy/inference'
import type { Gathered } from '../../evaluate.ts'

/** What of the data an explanation may quote. */
export interface Mask {
  /** Single rows are told by their number and what the models said alone. */
  readonly hidesRows: boolean
  /** The contract declares the column personal: none of its values is quoted, whatever else may be. */
  isPersonal(column: string): boolean
  /** No dependence is shown on this column: its values are texts of the data that nobody named. */
  hidesGrid(column: string, values: BatchColumn | undefined): boolean
  /** A value of a column as it may be quoted: of hidden data, a number keeps three digits. */
  gridValue(value: string | number): string | number
}

export interface MaskQuestion extends Pick<Config, 'samples'> {
  /** Columns that the contract declares personal. */
  readonly personal: readonly string[]
  /** Columns by which gates cut the rows: their texts are shown as those of slices are. */
  readonly cuts: readonly string[]
}

/** What may be quoted of the test set of an evaluation. */
export function maskOf({ samples }: Pick<Config, 'samples'>, { dataset, policies }: Pick<Gathered, 'dataset' | 'policies'>): Mask {
  const personal = (dataset.reading?.columns ?? []).filter((column) => column.personal !== null).map(({ name }) => name)
  const cuts = policies.judging.model.evaluate.gates.flatMap(({ by }) => by.flatMap(({ parts }) => parts.map(({ column }) => column)))
  return maskOfColumns({ samples, personal, cuts })
}

/** Values are quoted where `samples: show` says so. */
export function maskOfColumns({ samples, personal, cuts }: MaskQuestion): Mask {
  const hidden = samples === 'hide'
  return {
    hidesRows: hidden,
    isPersonal: (column) => personal.includes(column),
    hidesGrid: (column, values) => personal.includes(column) || (hidden && values?.kind === 'string' && !cuts.includes(column)),
    gridValue: (value) => (hidden && typeof value === 'number' ? Number(value.toPrecision(3)) : value),
  }
}
