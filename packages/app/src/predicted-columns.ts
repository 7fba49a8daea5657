import type { OutputTensor } from '@seaworthy/inference'
import type { Cell, WrittenColumn } from './rows-file.ts'

/**
 * The outputs of a run as columns that `seaworthy metrics` reads: decisions and a lone number are `prediction`, probabilities of classes
 * `proba_<class>`; what else is wide has a column for each place, `NAME_0`, `NAME_1`, ….
 */
export function predictedColumns(outputs: readonly OutputTensor[], classes: readonly string[] | null): readonly WrittenColumn[] {
  return outputs.flatMap((output): WrittenColumn[] => {
    const width = widthOf(output)
    return Array.from({ length: width }, (_, at) => ({
      name: nameOf(output, { at, width, classes, isAlone: outputs.length === 1 }),
      at: (row) => cellOf(output.data[row * width + at]),
    }))
  })
}

/** The elements of an output by row, as JSON has them: nested by its shape; NaN and infinities are null, integers beyond 2^53 texts. */
export function nestedData({ shape, data }: Pick<OutputTensor, 'shape' | 'data'>): unknown {
  const build = (depth: number, from: number, to: number): unknown => {
    const size = shape[depth] ?? 1
    if (depth >= shape.length - 1) return Array.from({ length: to - from }, (_, at) => jsonValue(cellOf(data[from + at])))
    const step = size === 0 ? 0 : (to - from) / size
    return Array.from({ length: size }, (_, at) => build(depth + 1, from + at * step, from + (at + 1) * step))
  }
  return build(0, 0, data.length)
}

function jsonValue(cell: Cell): string | number | null {
  if (typeof cell === 'bigint') return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell)
  return typeof cell === 'number' && !Number.isFinite(cell) ? null : cell
}

function widthOf({ shape }: OutputTensor): number {
  return shape.slice(1).reduce((product, size) => product * size, 1)
}

interface Place {
  readonly at: number
  readonly width: number
  readonly classes: readonly string[] | null
  readonly isAlone: boolean
}

const labelNames = new Set(['label', 'output_label', 'variable'])

function nameOf({ name, type }: OutputTensor, { at, width, classes, isAlone }: Place): string {
  if (width === 1) return isAlone || labelNames.has(name) ? 'prediction' : name
  const isFloat = type.startsWith('float')
  if (isFloat && classes?.length === width) return `proba_${classes[at]}`
  return isFloat && width === 2 && /prob/i.test(name) ? `proba_${at}` : `${name}_${at}`
}

function cellOf(value: string | number | bigint | undefined): Cell {
  return value ?? null
}
