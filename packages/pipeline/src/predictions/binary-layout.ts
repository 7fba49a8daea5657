import { className, sortedClasses } from './class-name.ts'
import { columnFor, columnsBeginning, type Header, refuseLack, requireColumnFor } from './header.ts'
import { type Layout, type LayoutOptions, labelOf, noVocabulary, predictionOf, scoreOf, type Wanted } from './layout.ts'
import { type PredictionTable, refusal } from './prediction-table.ts'
import { columnAt, interleaved, requireProbabilities, requireSums } from './probabilities.ts'
import { weightColumn, weightsIn } from './weights.ts'

/**
 * Predictions of a binary classifier: a label of two classes, and a score (any number), the probability of the positive class, or a
 * decision. Without a positive class labels are 0 and 1, or false and true.
 */
export function binaryLayout(header: Header, options: LayoutOptions): Layout {
  const label = requireColumnFor(header, 'label')
  const prediction = columnFor(header, 'prediction')
  const scores = scoresOf(header, options)
  const weight = weightColumn(header)
  if (scores === null && prediction === null) refuseLack(header, ['score', 'prediction'], ['probability', 'proba_<class>', 'probabilities'])
  const decided: readonly Wanted[] = prediction === null ? [] : [{ ...predictionOf(prediction), as: 'codes' }]
  return {
    columns: [{ ...labelOf(label), as: 'codes' }, ...decided, ...(scores?.columns ?? []), ...weight],
    vocabulary: noVocabulary,
    build: (table) => ({
      rows: {
        kind: 'binary',
        label: decisions(table, { ...labelOf(label), as: 'codes' }, options),
        score: scores?.read(table, table.codes(label).values) ?? null,
        prediction: decided[0] ? decisions(table, decided[0], options) : null,
        weight: weightsIn(table, weight),
      },
      begins: null,
    }),
  }
}

interface Scores {
  readonly columns: readonly Wanted[]
  read(table: PredictionTable, labels: readonly string[]): Float64Array
}

function scoresOf(header: Header, { positive }: LayoutOptions): Scores | null {
  const score = columnFor(header, 'score')
  if (score !== null) return { columns: [{ ...scoreOf(score), as: 'number' }], read: (table) => table.numbers(score) }
  const probability = columnFor(header, 'probability')
  if (probability !== null)
    return {
      columns: [{ ...scoreOf(probability), as: 'number' }],
      read: (table) => requireProbabilities(table, probability, table.numbers(probability)),
    }
  return namedProbabilities(header, positive ?? '1') ?? listedProbabilities(header, positive)
}

// One for each class, of which at least that of the positive one is there.
function namedProbabilities(header: Header, positive: string): Scores | null {
  const named = columnsBeginning(header, 'proba_')
  const own = named.find(({ of }) => className(of) === className(positive)) ?? named.find(({ of }) => positive === '1' && className(of) === 'true')
  if (own === undefined) return null
  const pair = named.length === 2 ? named : [own]
  return {
    columns: pair.map(({ column }) => ({ ...scoreOf(column), as: 'number' })),
    read(table) {
      for (const { column } of pair) requireProbabilities(table, column, table.numbers(column))
      if (pair.length === 2)
        requireSums(table, pair.map(({ column }) => column).join(', '), interleaved(pair.map(({ column }) => table.numbers(column))))
      return table.numbers(own.column)
    },
  }
}

function listedProbabilities(header: Header, positive: string | null): Scores | null {
  const column = columnFor(header, 'probabilities')
  if (column === null) return null
  return {
    columns: [{ ...scoreOf(column), as: 'list' }],
    read(table, labels) {
      const lists = table.lists(column)
      const classes = sortedClasses(labels.map(className))
      const place = positive === null ? 1 : classes.length === 2 ? classes.indexOf(className(positive)) : -1
      const hint = 'give each class a column of its own: proba_<class>'
      const at = { file: table.file, row: 0, column }
      if (lists.width !== 2) throw refusal('SCORE_INVALID', at, `has ${lists.width} probabilities, and a binary classifier 2`, hint)
      if (place < 0) throw refusal('SCORE_INVALID', at, `which of the probabilities is that of "${positive}" is not told`, hint)
      requireSums(table, column, lists)
      return requireProbabilities(table, column, columnAt(lists, place))
    },
  }
}

// Two values at most, one of them the positive one.
function decisions(table: PredictionTable, { column, what, code }: Wanted, { positive }: LayoutOptions): Uint8Array {
  const { codes, values } = table.codes(column)
  const names = values.map(className)
  const meant = names.map((name) => (positive === null ? meaningOf(name) : name === className(positive) ? 1 : 0))
  const strange = meant.indexOf(-1)
  const refuse = (value: number, said: string, hint: string): never => {
    throw refusal(code, { file: table.file, row: codes.indexOf(value), column }, `the ${what} ${said}`, hint)
  }
  if (strange >= 0) refuse(strange, `is "${values[strange]}", neither 0 nor 1`, hintOf(what, values[strange] as string))
  const others = [...new Set(names.filter((_, value) => meant[value] === 0))]
  if (positive !== null && others.length > 1)
    refuse(
      names.indexOf(others[1] as string),
      `is "${others[1]}", beside "${others[0]}" and the positive class "${positive}" a third one`,
      severalClasses,
    )
  return Uint8Array.from(codes, (value) => meant[value] as number)
}

const severalClasses = 'several classes are --task multiclass-classification'

function hintOf(what: string, value: string): string {
  if (what !== 'label' && Number.isFinite(Number(value))) return 'a decision is 0 or 1; name the column score or probability if it holds one'
  return `name the positive class: --positive ${/^[\w.-]+$/.test(value) ? value : JSON.stringify(value)}`
}

function meaningOf(name: string): 1 | 0 | -1 {
  if (name === '1' || name === 'true') return 1
  return name === '0' || name === 'false' ? 0 : -1
}
