import { describe, expect, it } from 'vitest'
import { ConfigError } from '../errors.ts'
import { metricNames } from '../fixtures/metric-names.ts'
import { parseConfig } from '../parse-config.ts'

const options = { path: 'seaworthy.yml', metrics: metricNames('roc_auc', 'log_loss') }

function config(evaluate: string, data = ''): string {
  return `models:
  cats:
    task: binary-classification
    data:
      train: { source: a.csv }
      test: { source: b.csv, label: late }
      holdout: { source: c.csv, label: late }${data}
    train: { run: make, model: model.onnx }
    evaluate: ${evaluate}
`
}

function refused(text: string) {
  try {
    parseConfig(text, options)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ code, message, line, column }) => [code, message, `${line}:${column}`])
    throw error
  }
  throw new Error('it was accepted')
}

const gatesOf = (text: string) =>
  parseConfig(text, options).models[0]?.evaluate.gates.map(({ rule, bound, relative, onFail }) => [rule, bound, relative, onFail])

describe('several rules of one metric', () => {
  it('may be the same rule with two bounds and two effects', () => {
    const text = config(
      '{ gates: { roc_auc: [{ non_inferior: 0.01, at_least: 0.6 }, { non_inferior: 0.005, on_fail: warn }, { non_inferior: "1%", on_fail: warn }] } }',
    )
    expect(gatesOf(text)).toEqual([
      ['non_inferior', 0.01, false, 'block'],
      ['at_least', 0.6, false, 'block'],
      ['non_inferior', 0.005, false, 'warn'],
      ['non_inferior', 0.01, true, 'warn'],
    ])
  })

  it.each([
    ['with one bound', '{ gates: { roc_auc: [{ at_least: 0.6 }, { at_least: 0.6, on_fail: warn }] } }', 'at_least', '9:57'],
    [
      'with one bound on a column that both name',
      '{ gates: { roc_auc: [{ at_least: 0.6 }, { no_regression: 0, by: [a, b] }, { no_regression: 0, by: [b] }] } }',
      'no_regression',
      '9:91',
    ],
  ])('are refused where they say the same twice: %s', (_, evaluate, rule, place) => {
    expect(refused(config(evaluate))).toEqual([['DUPLICATE_KEY', `another gate asks for the same ${rule}`, place]])
  })

  it('may hold an absolute bound against its point, but never a difference', () => {
    const both = parseConfig(config('{ gates: { roc_auc: { at_least: 0.6, non_inferior: 0.01, on: point } } }'), options)
    expect(both.models[0]?.evaluate.gates.map(({ rule, on }) => [rule, on])).toEqual([
      ['non_inferior', 'bound'],
      ['at_least', 'point'],
    ])
    expect(refused(config('{ gates: { roc_auc: [{ at_least: 0.6 }, { non_inferior: 0.01, on: point }] } }'))).toEqual([
      ['CONFLICTING_KEYS', 'non_inferior cannot be held against a bare difference: with equal models that is a coin flip', '9:57'],
    ])
  })
})

describe('a second test set', () => {
  const confirming = (name: string, gate = '{ at_least: 0.6 }') => `{ confirm: ${name}, primary: roc_auc, gates: { roc_auc: ${gate} } }`

  it('is a dataset with labels', () => {
    expect(parseConfig(config(confirming('holdout')), options).models[0]?.evaluate.confirm).toBe('holdout')
  })

  it.each([
    ['is not there', confirming('holdut'), 'UNKNOWN_DATASET', 'there is no dataset "holdut" to confirm on'],
    ['judges already', confirming('test'), 'CONFLICTING_KEYS', '"test" cannot confirm: it is already what judges'],
    ['is trained on', confirming('train'), 'CONFLICTING_KEYS', '"train" cannot confirm: it is already what trains'],
    ['has no labels', confirming('bare'), 'MISSING_KEY', '"label" is missing in data.bare: without the truth nothing can be confirmed'],
    [
      'has no gate to hold',
      `{ confirm: holdout, primary: roc_auc, gates: { roc_auc: { at_least: 0.6, on_fail: warn }, log_loss: { at_most: 1 } } }`,
      'NO_BLOCKING_GATE',
      'no gate of the primary metric blocks, so there is nothing to confirm',
    ],
  ])('is refused where it %s', (_, evaluate, code, message) => {
    expect(refused(config(evaluate, '\n      bare: { source: d.csv }'))).toEqual([[code, message, '10:26']])
  })
})
