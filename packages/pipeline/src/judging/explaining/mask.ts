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

/** Values are quoted where `samples: show` says so; texts by which a gate cuts the rows are shown as slices are. */
export function maskOf({ samples }: Pick<Config, 'samples'>, { dataset, policies }: Pick<Gathered, 'dataset' | 'policies'>): Mask {
  const hidden = samples === 'hide'
  const personal = new Set((dataset.reading?.columns ?? []).filter((column) => column.personal !== null).map(({ name }) => name))
  const cut = new Set(policies.judging.model.evaluate.gates.flatMap(({ by }) => by.flatMap(({ parts }) => parts.map(({ column }) => column))))
  return {
    hidesRows: hidden,
    isPersonal: (column) => personal.has(column),
    hidesGrid: (column, values) => personal.has(column) || (hidden && values?.kind === 'string' && !cut.has(column)),
    gridValue: (value) => (hidden && typeof value === 'number' ? Number(value.toPrecision(3)) : value),
  }
}
