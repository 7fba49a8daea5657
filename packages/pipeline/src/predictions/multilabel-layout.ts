import { className, sortedClasses } from './class-name.ts'
import { columnFor, columnsBeginning, type Header, refuseLack, requireColumnFor } from './header.ts'
import { type Layout, labelOf, predictionOf, scoreOf, type Wanted } from './layout.ts'
import { type PredictionTable, refusal } from './prediction-table.ts'
import { interleaved, requireProbabilities } from './probabilities.ts'
import { weightColumn, weightsIn } from './weights.ts'

/**
 * Predictions of a classifier that may give several labels. What is true: a column `label_<name>` of 0 and 1 for each label, or a
 * column `label` that lists their names (`["a", "b"]`, or `a|b`; empty for none). What was said: `proba_<name>` (in 0..1) or
 * `score_<name>` (any number) for each, or decisions in either form of the truth.
 */
export function multilabelLayout(header: Header): Layout {
  const truth = marksOf(header, 'label') ?? refuseLack(header, ['label'], ['label_<name>'])
  const decided = marksOf(header, 'prediction')
  const scores = scoresOf(header)
  const weight = weightColumn(header)
  if (scores === null && decided === null) refuseLack(header, ['prediction'], ['prediction_<name>', 'proba_<name>', 'score_<name>'])
  return {
    columns: [...truth.columns, ...(decided?.columns ?? []), ...(scores?.columns ?? []), ...weight],
    vocabulary: (table) => scores?.names ?? truth.names ?? sortedClasses([...truth.found(table), ...(decided?.found(table) ?? [])]),
    build: (table, labels) => ({
      rows: {
        kind: 'multilabel',
        labels,
        label: truth.read(table, labels),
        score: scores?.read(table, labels) ?? null,
        prediction: decided?.read(table, labels) ?? null,
        weight: weightsIn(table, weight),
      },
      begins: null,
    }),
  }
}

/** Which labels each row has, however it is written. */
interface Marks {
  readonly columns: readonly Wanted[]
  /** In the order of their columns; null where rows list them. */
  readonly names: readonly string[] | null
  found(table: PredictionTable): readonly string[]
  read(table: PredictionTable, labels: readonly string[]): Uint8Array
}

function marksOf(header: Header, role: 'label' | 'prediction'): Marks | null {
  const about = role === 'label' ? labelOf : predictionOf
  const named = columnsBeginning(header, `${role}_`)
  if (named.length > 0) {
    const columns = named.map(({ column }): Wanted => ({ ...about(column), as: 'codes' }))
    const names = named.map(({ of }) => of)
    return { columns, names, found: () => names, read: (table, labels) => fromColumns(table, { columns, names }, labels) }
  }
  if (columnFor(header, role) === null) return null
  const wanted: Wanted = { ...about(requireColumnFor(header, role)), as: 'codes', missing: 'taken' }
  return {
    columns: [wanted],
    names: null,
    found: (table) => table.codes(wanted.column).values.flatMap(namesIn),
    read: (table, labels) => fromLists(table, wanted, labels),
  }
}

interface NamedColumns {
  readonly columns: readonly Wanted[]
  readonly names: readonly string[]
}

function fromColumns(table: PredictionTable, { columns, names }: NamedColumns, labels: readonly string[]): Uint8Array {
  const marks = new Uint8Array(table.rows * labels.length)
  for (const [place, label] of labels.entries()) {
    const wanted = columns[names.indexOf(label)]
    if (wanted === undefined) throw lacking(table, `${columns[0]?.what ?? 'label'}_${label}`, columns[0]?.code ?? 'LABEL_INVALID')
    const { codes, values } = table.codes(wanted.column)
    const meant = values.map(className).map((name) => (name === '1' || name === 'true' ? 1 : name === '0' || name === 'false' ? 0 : -1))
    const strange = meant.indexOf(-1)
    if (strange >= 0) {
      const at = { file: table.file, row: codes.indexOf(strange), column: wanted.column }
      throw refusal(wanted.code, at, `the ${wanted.what} is "${values[strange]}", neither 0 nor 1`)
    }
    for (let row = 0; row < table.rows; row++) marks[row * labels.length + place] = meant[codes[row] as number] as number
  }
  return marks
}

function fromLists(table: PredictionTable, { column, what, code }: Wanted, labels: readonly string[]): Uint8Array {
  const { codes, values } = table.codes(column)
  const places = new Map(labels.map((label, place) => [label, place]))
  const sets = values.map((text, value) =>
    namesIn(text).map((name) => {
      const place = places.get(name)
      if (place !== undefined) return place
      const at = { file: table.file, row: codes.indexOf(value), column }
      throw refusal(code, at, `the ${what} has the unknown label "${name}"`, `the labels are: ${labels.join(', ')}`)
    }),
  )
  const marks = new Uint8Array(table.rows * labels.length)
  for (let row = 0; row < table.rows; row++) for (const place of sets[codes[row] as number] ?? []) marks[row * labels.length + place] = 1
  return marks
}

/** @example namesIn('a|b') // ['a', 'b'] */
function namesIn(text: string): readonly string[] {
  if (text === 'null' || text.trim() === '' || text === '[]') return []
  if (!text.startsWith('[')) return text.split('|').map((name) => name.trim())
  try {
    return (JSON.parse(text) as readonly unknown[]).map(String)
  } catch {
    // As Python prints a list.
    return text
      .replace(/^\[|\]$/g, '')
      .split(',')
      .map((name) => name.trim().replace(/^(['"])(.*)\1$/, '$2'))
  }
}

interface Scores extends NamedColumns {
  read(table: PredictionTable, labels: readonly string[]): Float64Array
}

function scoresOf(header: Header): Scores | null {
  const probabilities = columnsBeginning(header, 'proba_')
  const named = probabilities.length > 0 ? probabilities : columnsBeginning(header, 'score_')
  if (named.length === 0) return null
  const names = named.map(({ of }) => of)
  const columns = named.map(({ column }): Wanted => ({ ...scoreOf(column), as: 'number' }))
  return {
    columns,
    names,
    read(table, labels) {
      const found = labels.map((label) => {
        const column = columns[names.indexOf(label)]?.column
        if (column === undefined) throw lacking(table, `${probabilities.length > 0 ? 'proba' : 'score'}_${label}`, 'SCORE_INVALID')
        return probabilities.length > 0 ? requireProbabilities(table, column, table.numbers(column)) : table.numbers(column)
      })
      return interleaved(found).values
    },
  }
}

function lacking(table: PredictionTable, column: string, code: 'LABEL_INVALID' | 'SCORE_INVALID' | Wanted['code']) {
  return refusal(code, { file: table.file, row: 0, column }, 'the column is not there', 'each label has a column of each kind, in both files')
}
