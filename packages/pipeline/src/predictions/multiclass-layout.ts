import type { Codes } from '@seaworthy/metrics'
import { className, sortedClasses } from './class-name.ts'
import { columnFor, columnsBeginning, type Header, refuseLack, requireColumnFor } from './header.ts'
import { type Layout, labelOf, predictionOf, scoreOf, type Wanted } from './layout.ts'
import { placesOf, renumbered } from './numbering.ts'
import { type Lists, type PredictionTable, refusal } from './prediction-table.ts'
import { interleaved, requireProbabilities, requireSums } from './probabilities.ts'
import { weightColumn, weightsIn } from './weights.ts'

/**
 * Predictions of a classifier of several classes: a label, and a decision, a column `proba_<class>` for each class, or a list of
 * probabilities in the order of the sorted classes.
 */
export function multiclassLayout(header: Header): Layout {
  const label: Wanted = { ...labelOf(requireColumnFor(header, 'label')), as: 'codes' }
  const prediction = columnFor(header, 'prediction')
  const decided: Wanted | null = prediction === null ? null : { ...predictionOf(prediction), as: 'codes' }
  const scores = scoresOf(header)
  const weight = weightColumn(header)
  if (scores === null && decided === null) refuseLack(header, ['prediction', 'probabilities'], ['proba_<class>'])
  const classColumns = decided === null ? [label] : [label, decided]
  return {
    columns: [...classColumns, ...(scores?.columns ?? []), ...weight],
    // Where probabilities name the classes there are no others.
    vocabulary: (table) => scores?.classes ?? sortedClasses(classColumns.flatMap(({ column }) => table.codes(column).values.map(className))),
    build: (table, classes) => ({
      rows: {
        kind: 'multiclass',
        classes,
        label: placesIn(table, label, classes),
        prediction: decided === null ? null : placesIn(table, decided, classes),
        probability: scores?.read(table, classes) ?? null,
        weight: weightsIn(table, weight),
      },
      begins: null,
    }),
  }
}

interface Scores {
  readonly columns: readonly Wanted[]
  /** In the order of the columns; null: those that occur. */
  readonly classes: readonly string[] | null
  read(table: PredictionTable, classes: readonly string[]): Float64Array
}

function scoresOf(header: Header): Scores | null {
  const named = columnsBeginning(header, 'proba_').map(({ column, of }) => ({ column, of: className(of) }))
  const list = columnFor(header, 'probabilities')
  if (named.length > 0)
    return {
      columns: named.map(({ column }) => ({ ...scoreOf(column), as: 'number' })),
      classes: named.map(({ of }) => of),
      read: (table, classes) => namedProbabilities(table, named, classes),
    }
  if (list === null) return null
  return { columns: [{ ...scoreOf(list), as: 'list' }], classes: null, read: (table, classes) => listed(table, list, classes) }
}

interface Named {
  readonly column: string
  readonly of: string
}

function namedProbabilities(table: PredictionTable, named: readonly Named[], classes: readonly string[]): Float64Array {
  const columns = classes.map((name) => {
    const own = named.find(({ of }) => of === name)
    if (own !== undefined) return requireProbabilities(table, own.column, table.numbers(own.column))
    const at = { file: table.file, row: 0, column: `proba_${name}` }
    throw refusal('SCORE_INVALID', at, 'the column is not there, and the other file has it', 'both models must know the same classes')
  })
  const matrix = interleaved(columns)
  requireSums(table, 'proba_*', matrix)
  return matrix.values
}

function listed(table: PredictionTable, column: string, classes: readonly string[]): Float64Array {
  const lists: Lists = table.lists(column)
  if (lists.width !== classes.length) {
    const hint = 'give each class a column of its own: proba_<class>'
    const said = `has ${lists.width} probabilities, and ${classes.length} classes occur: ${classes.slice(0, 10).join(', ')}`
    throw refusal('SCORE_INVALID', { file: table.file, row: 0, column }, said, hint)
  }
  const row = lists.values.findIndex((value) => !(value >= 0 && value <= 1))
  if (row >= 0)
    throw refusal('SCORE_INVALID', { file: table.file, row: Math.floor(row / lists.width), column }, `holds the probability ${lists.values[row]}`)
  requireSums(table, column, lists)
  return lists.values
}

function placesIn(table: PredictionTable, { column, what, code }: Wanted, classes: readonly string[]): Codes {
  const coded = table.codes(column)
  const { codes, unknown } = renumbered(coded, placesOf(coded.values.map(className), classes))
  if (unknown < 0) return codes
  const value = coded.values[coded.codes[unknown] as number]
  throw refusal(
    code,
    { file: table.file, row: unknown, column },
    `the ${what} is the unknown class "${value}"`,
    `the classes are: ${classes.join(', ')}`,
  )
}
