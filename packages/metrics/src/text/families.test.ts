import { describe, expect, it } from 'vitest'
import { expectInfluence } from '../influence.contract.ts'
import type { TextRows } from '../rows/text-rows.ts'
import { textFamilies } from './families.ts'

function texts(prediction: readonly string[], reference: readonly (readonly string[])[], more: Partial<TextRows> = {}): TextRows {
  return { kind: 'text', prediction, reference, likelihood: null, weight: null, ...more }
}

function metric(id: string) {
  const found = textFamilies.map((family) => family.parse(id)).find((one) => one !== null)
  if (!found) throw new Error(`no metric ${id}`)
  return found
}

const value = (id: string, prediction: string, ...reference: string[]) => metric(id).measure(texts([prediction], [reference])).value
const ids = textFamilies.flatMap((family) => family.ids)
const errorRates = ['ter', 'wer', 'cer', 'mer', 'wil', 'perplexity']

describe('the catalogue of text metrics', () => {
  it('has sixteen metrics, of which error rates and perplexity are better when lower', () => {
    expect(ids).toHaveLength(16)
    expect(ids.filter((id) => metric(id).better === 'lower')).toEqual(errorRates)
    expect(ids.filter((id) => metric(id).range[1] === 100)).toEqual(['bleu', 'sentence_bleu', 'chrf', 'chrf_2'])
  })

  it.each(['chrf_1', 'chrf++', 'rouge_3', 'BLEU', 'bleu_4'])('has no %s', (id) => {
    expect(textFamilies.every((family) => family.parse(id) === null)).toBe(true)
  })
})

describe('the examples of the documentation', () => {
  it('are exact', () => {
    expect(value('exact_match', 'The  cat!', 'a cat')).toBe(1)
    expect(value('token_f1', 'the black cat', 'a cat')).toBe(2 / 3)
    expect(value('bleu', 'the cat is on the mat', 'the cat is on the mat')).toBe(100.00000000000004)
    expect(value('chrf', 'abc', 'abc')).toBe(100)
    expect(value('ter', 'b c a x', 'a b c d')).toBe(50)
    expect(value('rouge_1', 'The cat', 'the dog')).toBe(0.5)
    expect(value('rouge_l', 'a b c d', 'a c b d')).toBe(0.75)
    expect(value('wer', 'a x', 'a b c')).toBe(2 / 3)
    expect(value('mer', 'a x y', 'a b')).toBe(2 / 3)
    expect(value('wil', 'a x', 'a b')).toBe(0.75)
    const likelihood = { log: Float64Array.of(-2 * Math.LN2), tokens: Float64Array.of(2) }
    expect(metric('perplexity').measure(texts([], [['']], { prediction: null, likelihood })).value).toBe(2)
  })

  it('take the best of several references', () => {
    expect(value('exact_match', 'cat', 'dog', 'cat')).toBe(1)
    expect(value('rouge_1', 'a b', 'c d', 'a c')).toBe(0.5)
    expect(value('wer', 'a b', 'x y', 'a c')).toBe(0.5)
    expect(value('ter', 'a b', 'a b c d', 'a b')).toBe(0)
    expect(value('chrf', 'abc', 'xyz', 'abc')).toBe(100)
  })
})

describe('warnings', () => {
  it('count references without words', () => {
    const rows = texts(['well said', 'a'], [[''], ['a']])
    const message = (what: string) => `the references of 1 of 2 documents have no ${what}; all that was said there is added`
    expect(metric('wer').measure(rows)).toMatchObject({ value: 2, warnings: [{ code: 'EMPTY_REFERENCE', message: message('words') }] })
    expect(metric('cer').measure(rows).warnings).toEqual([{ code: 'EMPTY_REFERENCE', message: message('characters') }])
    expect(metric('ter').measure(rows).warnings).toEqual([])
  })

  it('say that no reference has a word, and there is then no influence', () => {
    const rows = texts(['well said'], [['']])
    const code = 'EMPTY_REFERENCE'
    expect(metric('ter').measure(rows)).toEqual({ value: 100, influence: null, warnings: [{ code, message: 'no reference that counts has a word' }] })
    expect(metric('wer').measure(rows)).toMatchObject({ value: 2, influence: null })
    expect(metric('mer').measure(rows).value).toBe(1)
    expect(metric('wil').measure(rows)).toMatchObject({ value: 1, influence: null })
    expect(metric('wil').measure(texts([''], [['']]))).toMatchObject({ value: 0, influence: null })
  })

  it('say that there is no token to be likely', () => {
    const likelihood = { log: Float64Array.of(0, -1), tokens: Float64Array.of(0, 1) }
    const rows = texts([], [[''], ['']], { prediction: null, likelihood, weight: Float64Array.of(1, 0) })
    const warnings = [{ code: 'EMPTY_REFERENCE', message: 'no document that counts has a token' }]
    expect(metric('perplexity').measure(rows)).toEqual({ value: Number.NaN, influence: null, warnings })
  })
})

describe('influence', () => {
  const vocabulary = 'one two three four five six seven eight'.split(' ')
  const sentence = (seed: number, length: number) => Array.from({ length }, (_, at) => vocabulary[(seed * at * at + 3 * at + seed) % 8] as string)
  const reference = Array.from({ length: 60 }, (_, seed) => [sentence(seed, 6 + (seed % 9)).join(' ')])
  const prediction = reference.map(([text], seed) => {
    const words = (text as string).split(' ')
    return seed % 4 === 0 ? (text as string) : [...words.slice(seed % 3), vocabulary[seed % 8], ...words.slice(0, seed % 3)].join(' ')
  })
  const tokens = Float64Array.from(reference, (_, seed) => 1 + (seed % 7))
  const rows = texts(prediction, reference, { likelihood: { tokens, log: tokens.map((count, seed) => -count * (0.5 + (seed % 5) / 3)) } })
  const weight = Float64Array.from(reference, (_, seed) => seed % 3)

  it.each(ids)('of each document on %s is that of its weight', (id) => {
    expectInfluence(metric(id), rows, { slack: 0.03 })
    expectInfluence(metric(id), { ...rows, weight }, { slack: 0 })
  })

  it('on BLEU is that of its weight where the text is shorter than the references, too', () => {
    const shorter = { ...rows, prediction: prediction.map((text, at) => (at % 4 === 0 ? text.split(' ').slice(0, 4).join(' ') : text)) }
    expectInfluence(metric('bleu'), shorter, { slack: 0.05 })
  })

  it('is not known on BLEU where an order is smoothed, and on chrF where nothing is shared', () => {
    expect(metric('bleu').measure(texts(['a b c d'], [['a x c y']])).influence).toBeNull()
    expect(metric('chrf').measure(texts(['a b'], [['x y']]))).toMatchObject({ value: 0, influence: null })
  })
})

describe.each(ids.filter((id) => id !== 'perplexity'))('%s refuses', (id) => {
  it.each<[string, string, Partial<TextRows>, string]>([
    ['no documents', 'EMPTY_ROWS', { reference: [], prediction: [] }, 'no documents'],
    ['a document without reference', 'LABEL_INVALID', { reference: [['a'], []] }, 'document 1 has no reference'],
    ['documents without a text of the model', 'PREDICTIONS_MISSING', { prediction: null }, 'no text of the model'],
    ['fewer texts than documents', 'LENGTH_MISMATCH', { prediction: ['a'] }, '2 labels have 1 predictions'],
    ['fewer weights than documents', 'LENGTH_MISMATCH', { weight: new Float64Array(1) }, '2 labels have 1 weights'],
    ['a weight that is NaN', 'WEIGHT_INVALID', { weight: Float64Array.of(1, Number.NaN) }, 'the weight of row 1 is NaN'],
  ])('%s', (_, code, wrong, message) => {
    const rows = texts(['a', 'b'], [['a'], ['b']], wrong)
    expect(() => metric(id).measure(rows)).toThrow(expect.objectContaining({ name: 'MetricsError', code, message: expect.stringContaining(message) }))
  })
})

describe('perplexity refuses', () => {
  it.each<[string, string, Partial<TextRows>, string]>([
    ['no documents', 'EMPTY_ROWS', { reference: [] }, 'no documents'],
    ['documents without likelihoods', 'LIKELIHOODS_MISSING', { likelihood: null }, 'is not known'],
    [
      'a likelihood above 1',
      'LIKELIHOOD_INVALID',
      { likelihood: { log: Float64Array.of(0.1, 0), tokens: Float64Array.of(1, 1) } },
      'document 0 is 0.1',
    ],
    [
      'a likelihood of 0',
      'LIKELIHOOD_INVALID',
      { likelihood: { log: Float64Array.of(0, -Infinity), tokens: Float64Array.of(1, 1) } },
      'document 1 is -Infinity',
    ],
    [
      'half a token',
      'LIKELIHOOD_INVALID',
      { likelihood: { log: Float64Array.of(0, 0), tokens: Float64Array.of(1, 0.5) } },
      'document 1 has 0.5 tokens',
    ],
    [
      'fewer likelihoods than documents',
      'LENGTH_MISMATCH',
      { likelihood: { log: Float64Array.of(0), tokens: Float64Array.of(1, 1) } },
      '1 log likelihoods',
    ],
    [
      'fewer numbers of tokens than documents',
      'LENGTH_MISMATCH',
      { likelihood: { log: Float64Array.of(0, 0), tokens: Float64Array.of(1) } },
      '1 numbers of tokens',
    ],
    ['weights that are all 0', 'WEIGHT_INVALID', { weight: new Float64Array(2) }, 'every weight is 0'],
  ])('%s', (_, code, wrong, message) => {
    const likelihood = { log: Float64Array.of(-1, -1), tokens: Float64Array.of(1, 1) }
    const rows = texts(['a', 'b'], [['a'], ['b']], { likelihood, ...wrong })
    expect(() => metric('perplexity').measure(rows)).toThrow(
      expect.objectContaining({ name: 'MetricsError', code, message: expect.stringContaining(message) }),
    )
  })
})
