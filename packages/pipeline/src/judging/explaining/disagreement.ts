import type { Rows } from '@seaworthy/metrics'

const mostRows = 10

export interface Disagreement {
  /** Its number in the test set. */
  readonly row: number
  readonly label: number | string
  readonly candidate: number
  readonly baseline: number
}

/**
 * The ten rows on which two models differ most, the most first: by the score, by the probability of the true class, by the predicted
 * number. None for tasks that have no such number for each row.
 */
export function disagreements(candidate: Rows, baseline: Rows): readonly Disagreement[] {
  const [own, other] = [saidOf(candidate), saidOf(baseline)]
  if (own === null || other === null) return []
  const apart = (row: number): number => Math.abs(own.said(row) - other.said(row))
  let rows: number[] = []
  let least = 0
  for (let row = 0; row < own.rows; row++) {
    if (!(apart(row) > least)) continue
    rows.push(row)
    if (rows.length <= 10 * mostRows) continue
    rows = largest(rows, apart)
    least = apart(rows.at(-1) ?? 0)
  }
  return largest(rows, apart).map((row) => ({ row, label: own.label(row), candidate: own.said(row), baseline: other.said(row) }))
}

function largest(rows: readonly number[], apart: (row: number) => number): number[] {
  return rows.toSorted((a, b) => apart(b) - apart(a) || a - b).slice(0, mostRows)
}

interface Said {
  readonly rows: number
  said(row: number): number
  label(row: number): number | string
}

function saidOf(rows: Rows): Said | null {
  switch (rows.kind) {
    case 'binary': {
      const { label, score } = rows
      return score && { rows: label.length, said: (row) => score[row] as number, label: (row) => label[row] as number }
    }
    case 'multiclass': {
      const { label, probability, classes } = rows
      const cell = (row: number): number => row * classes.length + (label[row] as number)
      const name = (row: number): string => classes[label[row] as number] ?? ''
      return probability && { rows: label.length, said: (row) => probability[cell(row)] as number, label: name }
    }
    case 'regression':
    case 'forecasting': {
      const { label, prediction } = rows
      return { rows: label.length, said: (row) => prediction[row] as number, label: (row) => label[row] as number }
    }
    default:
      return null
  }
}
