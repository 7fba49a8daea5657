import { confusionMatrix, type MulticlassRows } from '@seaworthy/metrics'
import type { Plots } from '@seaworthy/record'

const mostClasses = 16
const maxName = 200

type ConfusionPlot = Extract<Plots, { kind: 'multiclass' }>

export interface ConfusedModels {
  readonly candidate: MulticlassRows
  readonly baseline: MulticlassRows | null
}

/**
 * Rows by true class and class decided for, of the most frequent classes; the others, and those of too few rows, are pooled. Null where no
 * class has enough rows to be named.
 */
export function confusionPlot({ candidate, baseline }: ConfusedModels, fewestRows: number): ConfusionPlot | null {
  const { classes, label } = candidate
  const counts = new Array<number>(classes.length).fill(0)
  for (const code of label) counts[code] = (counts[code] as number) + 1
  const known = classes.map((_, code) => code).filter((code) => (counts[code] as number) >= fewestRows)
  const named = known.toSorted((one, other) => (counts[other] as number) - (counts[one] as number)).slice(0, mostClasses)
  if (named.length === 0) return null
  const cells = (rows: MulticlassRows) => cellsOf(rows, named, fewestRows)
  return {
    kind: 'multiclass',
    fewestRows,
    classes: named.map((code) => (classes[code] as string).slice(0, maxName)),
    pooled: classes.length - named.length,
    candidate: cells(candidate),
    baseline: baseline && cells(baseline),
  }
}

function cellsOf(rows: MulticlassRows, named: readonly number[], fewestRows: number): readonly (number | null)[] {
  const { counts } = confusionMatrix({ ...rows, weight: null })
  const size = rows.classes.length
  const isPooled = named.length < size
  const width = named.length + (isPooled ? 1 : 0)
  const place = Array.from({ length: size }, (_, code) => (named.includes(code) ? named.indexOf(code) : named.length))
  const cells = new Array<number>(width * width).fill(0)
  for (let cell = 0; cell < counts.length; cell++) {
    const into = (place[Math.floor(cell / size)] as number) * width + (place[cell % size] as number)
    cells[into] = (cells[into] as number) + (counts[cell] as number)
  }
  return cells.map((count) => (count > 0 && count < fewestRows ? null : count))
}
