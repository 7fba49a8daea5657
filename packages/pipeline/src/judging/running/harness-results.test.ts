import { describe, expect, it } from 'vitest'
import { documentsDiffer } from './documents-differ.ts'
import { countsOf, type HarnessResults, harnessResults, namedResults } from './harness-results.ts'

const metric = (name: string, canonical: string | null, value: number) => ({ name, canonical, value, file: 'results.json' })
const sample = (unit: string, name: string, value: number) => ({ unit, metric: name, value })

const read = harnessResults({
  format: 'lm-eval',
  taken: null,
  metrics: [metric('quiz/acc', 'accuracy', 0.5), metric('quiz/perplexity', null, 12)],
  samples: [sample('a', 'quiz/acc', 1), sample('b', 'quiz/acc', 0)],
})

describe('results of a harness', () => {
  it('have their samples by metric, under the names of the tool and ours', () => {
    expect(namedResults(read)).toEqual({
      numbers: { 'quiz/acc': 0.5, 'quiz/perplexity': 12, accuracy: 0.5 },
      samples: { 'quiz/acc': { units: ['a', 'b'], values: [1, 0] }, accuracy: { units: ['a', 'b'], values: [1, 0] } },
    })
  })

  it('have no name of ours that two of theirs could be', () => {
    const two = { ...read, metrics: [...read.metrics, metric('other/acc', 'accuracy', 0.9)] }
    expect(Object.keys(namedResults(two).numbers)).toEqual(['quiz/acc', 'quiz/perplexity', 'other/acc'])
  })

  it('keep the tool’s own number where it has our name', () => {
    const own = { ...read, metrics: [metric('accuracy', 'accuracy', 0.7), ...read.metrics] }
    expect(namedResults(own).numbers.accuracy).toBe(0.7)
  })

  it('count each document of a task once', () => {
    expect(countsOf({ 'quiz/acc': { units: ['a', 'b'], values: [1, 0] }, 'quiz/f1': { units: ['a', 'b'], values: [1, 0] } })).toEqual({
      rows: 2,
      clusters: 2,
      unit: 'document',
    })
    expect(countsOf({})).toEqual({ rows: 0, clusters: 0, unit: 'not known' })
  })
})

describe('documentsDiffer', () => {
  const others: HarnessResults = { ...read, samples: { 'quiz/acc': { units: ['a', 'c'], values: [1, 0] } } }

  it('looks at the metrics that are judged', () => {
    expect(documentsDiffer(read, others, ['quiz/acc'])).toBe(
      'quiz/acc was measured on other documents: 2 units are of one model alone, the first "b"',
    )
    expect(documentsDiffer(read, others, ['quiz/perplexity'])).toBeNull()
  })

  it('has nothing to say of bare numbers', () => {
    expect(documentsDiffer(read, { ...read, samples: {} }, ['quiz/acc'])).toBeNull()
  })
})
