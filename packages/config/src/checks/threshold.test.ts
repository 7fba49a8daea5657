import { describe, expect, it } from 'vitest'
import { ConfigError } from '../errors.ts'
import { metricNames } from '../fixtures/metric-names.ts'
import { parseConfig } from '../parse-config.ts'

const options = { path: 'seaworthy.yml', metrics: metricNames('roc_auc', 'f1', 'f1@max') }

function config(threshold: string, task = 'binary-classification'): string {
  return `models:
  cats:
    task: ${task}
    data:
      train: { source: a.csv }
      test: { source: b.csv, label: late }
      validation: { source: c.csv, label: late }
    train: { run: make, model: model.onnx }
    evaluate: { gates: { roc_auc: { at_least: 0.6 } }, threshold: ${threshold} }
`
}

function refused(text: string) {
  try {
    parseConfig(text, options)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ code, message }) => [code, message])
    throw error
  }
  throw new Error('it was accepted')
}

describe('a threshold', () => {
  it.each([
    ['0.3', { kind: 'fixed', value: 0.3 }],
    ['{ from: validation, maximize: f1 }', { kind: 'chosen', dataset: 'validation', metric: 'f1' }],
  ])('may be %s', (threshold, expected) => {
    expect(parseConfig(config(threshold), options).models[0]?.evaluate.threshold).toEqual(expected)
  })

  it.each([
    ['{ from: valid, maximize: f1 }', 'UNKNOWN_DATASET', 'there is no dataset "valid" to choose a threshold on'],
    ['{ from: test, maximize: f1 }', 'CONFLICTING_KEYS', '"test" judges: a threshold chosen on it would flatter every model'],
    ['{ from: train, maximize: f1 }', 'MISSING_KEY', '"label" is missing in data.train: without the truth no threshold can be chosen'],
    ['{ from: validation, maximize: roc_auc }', 'UNKNOWN_METRIC', '"roc_auc" chooses no threshold'],
  ])('cannot be %s', (threshold, code, message) => {
    expect(refused(config(threshold))).toEqual([[code, message]])
  })

  it('is refused for a task that decides by no score', () => {
    expect(refused(config('0.3', 'regression'))).toEqual([['CONFLICTING_KEYS', 'regression has no threshold that could be set']])
    const chosen = refused(config('{ from: validation, maximize: f1 }', 'multilabel-classification'))
    expect(chosen).toEqual([['CONFLICTING_KEYS', 'multilabel-classification has no threshold that could be chosen']])
  })
})
