import type { Batch, BatchColumn } from '@seaworthy/datasets'
import { PipelineError } from '../errors.ts'

/** Where labels stand: a column, and the number of the batch's first row in the window. */
export interface LabelPlace {
  readonly name: string
  readonly at: number
}

/** @throws {PipelineError} `COLUMN_UNDECLARED` */
export function columnOf(batch: Batch, name: string): BatchColumn {
  const found = batch.values.get(name)
  if (found) return found
  throw new PipelineError('COLUMN_UNDECLARED', `the test data have no column "${name}"`)
}

/**
 * Takes each label of a column in turn.
 * @throws {PipelineError} `LABEL_INVALID` for one that is missing
 */
export function eachLabel({ data }: BatchColumn, { name, at }: LabelPlace, take: (value: string | number, row: number) => void): void {
  for (let row = 0; row < data.length; row++) {
    const value = data[row] ?? Number.NaN
    if (typeof value === 'number' && Number.isNaN(value)) throw missingLabel(name, at + row)
    take(value, at + row)
  }
}

function missingLabel(name: string, row: number): PipelineError {
  return new PipelineError('LABEL_INVALID', `row ${row} of the test window has no label in "${name}"`, {
    hint: 'rows without a label cannot be judged: let the contract require it',
  })
}

export interface StrangeLabel {
  readonly name: string
  readonly row: number
  readonly value: string | number
}

/** A label that cannot be one. */
export function strangeLabel({ name, row, value }: StrangeLabel, { known, hint }: { readonly known: string; readonly hint: string }): PipelineError {
  return new PipelineError('LABEL_INVALID', `row ${row} of the test window has the label "${String(value).slice(0, 100)}" in "${name}"; ${known}`, {
    hint,
  })
}

/**
 * Labels that are numbers.
 * @throws {PipelineError} `LABEL_INVALID` for one that is missing, a text or infinite
 */
export function readNumbers(column: BatchColumn, place: LabelPlace, into: Float64Array): void {
  eachLabel(column, place, (value, row) => {
    if (typeof value === 'string' || !Number.isFinite(value))
      throw strangeLabel(
        { name: place.name, row, value },
        { known: 'it must be a finite number', hint: 'mend the data, or declare the type in the contract' },
      )
    into[row] = value
  })
}
