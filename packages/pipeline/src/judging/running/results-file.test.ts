import { describe, expect, it } from 'vitest'
import { type KeptResults, readKeptResults, writeResults } from './results-file.ts'

const digest = (letter: string) => `sha256:${letter.repeat(64)}` as const
const units = ['a', 'b', 'a']
const kept: KeptResults = {
  model: digest('1'),
  scoring: digest('2'),
  results: {
    format: 'lm-eval',
    taken: null,
    metrics: [{ name: 'quiz/acc', canonical: 'accuracy', value: 2 / 3 }],
    samples: {
      'quiz/acc': { units, values: [1, 0, 1] },
      'quiz/loss': { units, values: [0.1, 0.25, -3] },
      'other/acc': { units: ['z'], values: [1] },
    },
  },
}
const written = Buffer.from(writeResults(kept)).toString('utf8')
const changed = (from: string, to: string) => Buffer.from(written.replace(from, to))

describe('results that a release keeps', () => {
  it('are read as they were written', () => {
    expect(readKeptResults(writeResults(kept), 'results.json')).toEqual(kept)
  })

  it('name the documents of several metrics once', () => {
    expect(JSON.parse(written)).toMatchObject({ schema: 'seaworthy.results/1', units: [units, ['z']] })
  })

  it.each([
    ['that were cut off', Buffer.from(written.slice(0, -20)), 'not in their form'],
    ['of another form', changed('results/1', 'results/2'), 'not in their form'],
    ['with a number that is none', changed('-3', 'null'), 'not in their form'],
    ['with too few values', changed('[1,0,1]', '[1,0]'), 'quiz/acc has 2 values for 3 documents'],
    ['of documents that are not there', changed('"units":1', '"units":7'), 'other/acc has 1 values for no documents'],
    ['without a model', changed(digest('1'), 'sha256:1'), 'not in their form'],
  ])('are refused: %s', (_title, bytes, why) => {
    expect(() => readKeptResults(bytes, 'results.json of chat')).toThrow(
      expect.objectContaining({ code: 'UNITS_INVALID', message: expect.stringContaining(why) }),
    )
  })
})
