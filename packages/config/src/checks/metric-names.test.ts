import { describe, expect, it } from 'vitest'
import { ConfigError } from '../errors.ts'
import { metricNames } from '../fixtures/metric-names.ts'
import { parseConfig } from '../parse-config.ts'

const options = { path: 'seaworthy.yml', metrics: metricNames('roc_auc', 'accuracy') }

const parse = (model: string) => parseConfig(`models:\n  boxes: { task: detection, ${model} }\n`, options).models[0]
const ofMetrics = (evaluate: string) => `metrics: results.csv, evaluate: ${evaluate}`
const trained = (evaluate: string) => `data: { test: { source: a.csv, label: b } }, train: { run: make, model: m.onnx }, evaluate: ${evaluate}`

function refused(model: string) {
  try {
    parse(model)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ code, message, hint }) => [code, message, hint])
    throw error
  }
  throw new Error('it was accepted')
}

describe('a name that only another tool knows', () => {
  it('has the direction that its gate says, wherever it is named', () => {
    const plan = parse(
      ofMetrics('{ primary: mAP50-95, metrics: [accuracy], gates: { mAP50-95: [{ at_least: 0.3, better: higher }, { at_most: 1 }] } }'),
    )
    expect(plan?.evaluate.declared).toEqual({ 'mAP50-95': 'higher' })
    expect(plan?.evaluate.metrics).toEqual(['mAP50-95', 'accuracy'])
    expect(plan?.evaluate.gates.map(({ metric, rule }) => `${metric} ${rule}`)).toEqual(['mAP50-95 at_least', 'mAP50-95 at_most'])
  })

  it('may stand in the gate of a harness', () => {
    const plan = parse(trained('{ run: { run: lm_eval }, gates: { hellaswag/acc_norm: { at_least: 0.3, better: higher } } }'))
    expect(plan?.evaluate.declared).toEqual({ 'hellaswag/acc_norm': 'higher' })
  })

  const direction = 'a name of another tool needs its direction in its gate, `better: higher` or `better: lower`'
  it.each([
    ['without a direction', ofMetrics('{ gates: { mAP50-95: { at_least: 0.3 } } }'), [['UNKNOWN_METRIC', 'unknown metric "mAP50-95"', direction]]],
    [
      'in the list alone',
      ofMetrics('{ metrics: [mAP], gates: { accuracy: { at_least: 0.3 } } }'),
      [['UNKNOWN_METRIC', 'unknown metric "mAP"', direction]],
    ],
    [
      'for a name of the catalogue',
      ofMetrics('{ gates: { accuracy: { at_least: 0.3, better: higher } } }'),
      [['CONFLICTING_KEYS', 'which way is better is known of accuracy', 'leave `better` out']],
    ],
    [
      'in two directions',
      ofMetrics('{ gates: { mAP: [{ at_least: 0.3, better: higher }, { at_most: 1, better: lower }] } }'),
      [['CONFLICTING_KEYS', 'the gates on mAP disagree on which way is better', 'say it once']],
    ],
    [
      'where the model is scored here',
      trained('{ gates: { mAP: { at_least: 0.3, better: higher } } }'),
      [
        [
          'UNKNOWN_METRIC',
          'unknown metric "mAP": a model that is scored here has the metrics of the catalogue alone',
          'the metrics are: roc_auc, accuracy',
        ],
      ],
    ],
    [
      'in a direction that there is not',
      ofMetrics('{ gates: { mAP: { at_least: 0.3, better: up } } }'),
      [['INVALID_VALUE', 'models.boxes.evaluate.gates.mAP.better cannot be "up"', 'choose from: higher, lower']],
    ],
  ])('is refused %s', (_title, model, problems) => {
    expect(refused(model)).toEqual(problems)
  })
})
