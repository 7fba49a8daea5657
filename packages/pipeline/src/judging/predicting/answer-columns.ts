import type { Prediction, PredictionKind } from '@seaworthy/inference'
import { className } from '../../predictions/class-name.ts'
import { columnFor, columnsBeginning, type Header, refuseLack, requireColumnFor } from '../../predictions/header.ts'
import { predictionOf, scoreOf, type Wanted } from '../../predictions/layout.ts'
import type { ReadBeside } from '../../predictions/predicted-map.ts'
import type { PredictionTable } from '../../predictions/prediction-table.ts'
import { interleaved, requireProbabilities, requireSums } from '../../predictions/probabilities.ts'
import { predictedNumbers } from '../../predictions/regression-layout.ts'
import { detectionAnswers, segmentationAnswers, textAnswers } from './image-answers.ts'

/** Where in a file without labels the predictions of a kind are. */
export interface AnswerColumns {
  readonly columns: readonly Wanted[]
  /** @throws {PipelineError} `SCORE_INVALID` for what is no probability, with the row. */
  read(table: PredictionTable): Prediction | Promise<Prediction>
}

export interface AnswerOptions {
  readonly kind: PredictionKind
  readonly positive: string | number | null
  /** Masks that predictions name. */
  readonly beside: ReadBeside
}

/**
 * The columns that answer for a kind of task, named as in a file of predictions.
 * @throws {PipelineError} `COLUMN_UNDECLARED` with the names that would do.
 */
export function answerColumns(header: Header, { kind, positive, beside }: AnswerOptions): AnswerColumns {
  switch (kind) {
    case 'binary':
      return binaryAnswers(header, positive)
    case 'multiclass':
      return multiclassAnswers(header)
    case 'multilabel': {
      const named = probabilityColumns(header)
      if (named.length === 0) refuseLack(header, [], ['proba_<label>'])
      const labels = named.map(({ of }) => of)
      return { columns: named.map(numberOf), read: (table) => ({ kind, labels, score: interleaved(named.map(probabilitiesIn(table))).values }) }
    }
    case 'regression': {
      const numbers = predictedNumbers(header)
      return {
        columns: numbers.columns,
        read(table) {
          const { prediction, quantiles } = numbers.read(table)
          return { kind, value: prediction, quantiles }
        },
      }
    }
    case 'ranking': {
      const score = requireColumnFor(header, 'score')
      return { columns: [numberOf({ column: score })], read: (table) => ({ kind, score: table.numbers(score) }) }
    }
    case 'clustering': {
      const group = requireColumnFor(header, 'prediction')
      return { columns: [decisionOf(group)], read: (table) => ({ kind, group: textsIn(table, group) }) }
    }
    case 'detection':
      return detectionAnswers(header)
    case 'segmentation':
      return segmentationAnswers(header, beside)
    case 'text':
      return textAnswers(header)
  }
}

function binaryAnswers(header: Header, positive: string | number | null): AnswerColumns {
  const wanted = className(String(positive ?? 1))
  const score = columnFor(header, 'score')
  const probability = columnFor(header, 'probability') ?? probabilityColumns(header).find(({ of }) => className(of) === wanted)?.column
  const decision = columnFor(header, 'prediction')
  const scored = score ?? probability
  if (scored !== undefined)
    return {
      columns: [numberOf({ column: scored })],
      // Whatever the column is called: what a model that we run says is a probability, and so is this.
      read: (table) => ({ kind: 'binary', score: requireProbabilities(table, scored, table.numbers(scored)), decision: null }),
    }
  if (decision === null) refuseLack(header, ['score', 'prediction'], ['probability', 'proba_<class>'])
  return {
    columns: [decisionOf(decision)],
    read(table) {
      const { codes, values } = table.codes(decision)
      const meant = values.map((value) => (className(value) === wanted ? 1 : 0))
      return { kind: 'binary', score: null, decision: Uint8Array.from(codes, (code) => meant[code] ?? 0) }
    },
  }
}

function multiclassAnswers(header: Header): AnswerColumns {
  const named = probabilityColumns(header)
  const decision = columnFor(header, 'prediction')
  const classes = named.map(({ of }) => className(of))
  if (named.length > 0)
    return {
      columns: named.map(numberOf),
      read(table) {
        const matrix = interleaved(named.map(probabilitiesIn(table)))
        requireSums(table, 'proba_*', matrix)
        return { kind: 'multiclass', classes, probability: matrix.values, decision: null }
      },
    }
  if (decision === null) refuseLack(header, ['prediction'], ['proba_<class>'])
  return {
    columns: [decisionOf(decision)],
    read: (table) => ({ kind: 'multiclass', classes: null, probability: null, decision: textsIn(table, decision).map(className) }),
  }
}

const probabilityColumns = (header: Header) => columnsBeginning(header, 'proba_')
const numberOf = ({ column }: { readonly column: string }): Wanted => ({ ...scoreOf(column), as: 'number' })
const decisionOf = (column: string): Wanted => ({ ...predictionOf(column), as: 'codes' })

const probabilitiesIn =
  (table: PredictionTable) =>
  ({ column }: { readonly column: string }): Float64Array =>
    requireProbabilities(table, column, table.numbers(column))

function textsIn(table: PredictionTable, column: string): readonly string[] {
  const { codes, values } = table.codes(column)
  return Array.from(codes, (code) => values[code] ?? '')
}
