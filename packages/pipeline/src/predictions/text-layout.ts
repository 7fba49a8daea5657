import { columnFor, type Header, refuseLack, requireColumnFor } from './header.ts'
import { type Layout, noVocabulary, predictionOf, scoreOf, type Wanted } from './layout.ts'
import { type PredictionTable, refusal } from './prediction-table.ts'
import { weightColumn, weightsIn } from './weights.ts'

/**
 * Texts that a model wrote: `reference` (or `references`, a list in JSON of several right answers) and `hypothesis`; or how likely it
 * held the reference: `log_likelihood` (summed natural logarithms) and `tokens`, for perplexity.
 */
export function textLayout(header: Header): Layout {
  const reference = requireColumnFor(header, 'reference')
  const hypothesis = columnFor(header, 'hypothesis')
  const log = columnFor(header, 'logLikelihood')
  const tokens = log === null ? null : requireColumnFor(header, 'tokens')
  const weight = weightColumn(header)
  if (hypothesis === null && log === null) refuseLack(header, ['hypothesis', 'logLikelihood'])
  const written: readonly Wanted[] = hypothesis === null ? [] : [{ ...predictionOf(hypothesis, 'text'), as: 'texts', missing: 'taken' }]
  const likely = [log, tokens].flatMap((column): Wanted[] => (column === null ? [] : [{ ...scoreOf(column), as: 'number' }]))
  return {
    columns: [{ column: reference, as: 'texts', what: 'reference', code: 'LABEL_INVALID' }, ...written, ...likely, ...weight],
    vocabulary: noVocabulary,
    build: (table) => ({
      rows: {
        kind: 'text',
        reference: referencesIn(table, reference),
        prediction: hypothesis === null ? null : table.texts(hypothesis),
        likelihood: log === null || tokens === null ? null : { log: table.numbers(log), tokens: table.numbers(tokens) },
        weight: weightsIn(table, weight),
      },
      begins: null,
    }),
  }
}

// A column of lists says so by its name, or by holding nothing else: one text may well begin with a bracket.
function referencesIn(table: PredictionTable, column: string): readonly (readonly string[])[] {
  const texts = table.texts(column)
  const lists = texts.map(listedTexts)
  const row = lists.indexOf(null)
  if (row < 0) return lists as readonly (readonly string[])[]
  if (column !== 'references') return texts.map((text) => [text])
  throw refusal(
    'LABEL_INVALID',
    { file: table.file, row, column },
    'the references are no list of texts',
    'a list is written as JSON: ["one", "other"]',
  )
}

/** The texts that a cell lists in JSON; null of any other text. */
export function listedTexts(text: string): readonly string[] | null {
  if (!text.startsWith('[')) return null
  try {
    const found: unknown = JSON.parse(text)
    return Array.isArray(found) && found.length > 0 && found.every((one) => typeof one === 'string') ? found : null
  } catch {
    return null
  }
}
