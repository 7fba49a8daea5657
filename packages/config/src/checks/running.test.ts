import { describe, expect, it } from 'vitest'
import { ConfigError } from '../errors.ts'
import { metricNames } from '../fixtures/metric-names.ts'
import { parseConfig } from '../parse-config.ts'

const options = { path: 'seaworthy.yml', metrics: metricNames('accuracy') }

interface Parts {
  readonly run?: string
  readonly evaluate?: string
  readonly train?: string
  readonly model?: string
}

function config({ run = '{ run: python harness.py }', evaluate = '', train = '', model = '' }: Parts): string {
  return `models:
  chat:
    task: text
    train: { run: make, model: model${train} }${model}
    evaluate:
      run: ${run}
      gates: { accuracy: { at_least: 0.6 } }${evaluate}
`
}

const parsed = (parts: Parts) => parseConfig(config(parts), options).models[0]

function refused(parts: Parts) {
  try {
    parsed(parts)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ code, message, line, column }) => [code, message, `${line}:${column}`])
    throw error
  }
  throw new Error('it was accepted')
}

describe('evaluate.run', () => {
  it('is the command of the base, without network, and needs no dataset', () => {
    const plan = parsed({})
    expect(plan?.evaluate.run).toEqual({ run: 'python harness.py', from: 'base', timeoutMs: 7_200_000, network: false })
    expect(plan?.data).toEqual([])
  })

  it('may be given its time, the network and a dataset without a label', () => {
    const run = '{ run: lm_eval, from: head, timeout: 30m, network: true }'
    const plan = parsed({ run, model: '\n    data: { questions: { source: q.jsonl } }', evaluate: '\n      dataset: questions' })
    expect(plan?.evaluate.run).toEqual({ run: 'lm_eval', from: 'head', timeoutMs: 1_800_000, network: true })
    expect(plan?.evaluate.dataset).toBe('questions')
  })

  it.each([
    ['model', 'reported'],
    ['model.pt', 'reported'],
    ['model.safetensors', 'measured'],
    ['model.onnx', 'measured'],
  ])('asks of %s for evidence that is at least %s', (name, evidence) => {
    const text = config({}).replace('model: model', `model: ${name}`)
    expect(parseConfig(text, options).models[0]?.evaluate.gates[0]?.evidence).toBe(evidence)
  })

  it.each<[string, Parts, readonly string[]]>([
    [
      'predictions',
      { evaluate: '\n      predict: { run: p }' },
      ['CONFLICTING_KEYS', 'evaluate.predict asks for rows, and evaluate.run measures by itself', '8:7'],
    ],
    [
      'a second test set',
      { evaluate: '\n      confirm: last', model: '\n    data: { last: { source: a, label: b } }' },
      ['CONFLICTING_KEYS', 'evaluate.confirm asks for rows, and evaluate.run measures by itself', '9:7'],
    ],
    ['repeats', { train: ', repeat: 3' }, ['CONFLICTING_KEYS', 'train.repeat cannot stand beside evaluate.run, which measures one run', '4:39']],
  ])('cannot stand beside %s', (_title, parts, problem) => {
    expect(refused(parts)).toEqual([problem])
  })

  it('gives no rows that a gate could be cut by', () => {
    const text = config({}).replace('{ at_least: 0.6 }', '[{ at_least: 0.6 }, { no_regression: 0.1, by: [subject] }]')
    expect(() => parseConfig(text, options)).toThrow('the gate on accuracy is cut by columns, and evaluate.run gives no rows')
  })

  it('measures no model that was made elsewhere', () => {
    const text = config({}).replace('train: { run: make, model: model }', 'metrics: m.json')
    expect(() => parseConfig(text, options)).toThrow('"chat" has evaluate.run and no train')
  })

  it('names a dataset that there is', () => {
    expect(refused({ evaluate: '\n      dataset: questions' })[0]?.[0]).toBe('UNKNOWN_DATASET')
  })

  it('takes a whole number of seconds, not words', () => {
    expect(refused({ run: '{ run: a, timeout: long }' })[0]?.[0]).toBe('DURATION_INVALID')
  })
})
