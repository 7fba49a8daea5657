import { describe, expect, it } from 'vitest'
import { metricNames } from './fixtures/metric-names.ts'
import { parseConfig } from './parse-config.ts'
import type { ModelPlan } from './plan.ts'
import { matchesSource, trainSources } from './sources.ts'

describe('matchesSource', () => {
  it.each([
    ['data/*.parquet', 'data/a.parquet', true],
    ['./data/*.parquet', 'data/a.parquet', true],
    ['data/*.parquet', 'data/sub/a.parquet', false],
    ['data/**/*.parquet', 'data/sub/a.parquet', true],
    ['data/2001-0[1-4].parquet', 'data/2001-05.parquet', false],
    ['data/a.csv', 'data/a.csv', true],
    ['data/*.csv', 'data/A.CSV', false],
  ])('%s and %s', (glob, path, expected) => {
    expect(matchesSource(glob, path)).toBe(expected)
  })
})

function model(folder: string, train: string): ModelPlan {
  const text = [
    'models:',
    '  a:',
    `    path: ${folder}`,
    '    task: binary-classification',
    '    data: { test: { source: data/*.csv, label: y } }',
    `    train: { run: make, model: m.onnx, ${train} }`,
    '    gates: { brier: { at_most: 0.3 } }',
  ].join('\n')
  const plan = parseConfig(text, { path: 'seaworthy.yml', metrics: metricNames('brier') }).models[0]
  if (!plan) throw new Error('the fixture has no model')
  return plan
}

describe('trainSources', () => {
  const root = [
    '.github/workflows/ci.yml',
    '.npmrc',
    'README.md',
    'contracts/a.odcs.yaml',
    'data/a.csv',
    'lib/net.py',
    'seaworthy.lock',
    'seaworthy.yml',
    'train.py',
  ]

  it('is by default everything in the folder but configuration, contracts, Markdown, workflows and data', () => {
    expect(trainSources(model('.', 'seed: 1'), root, ['data/*.csv'])).toEqual(['.npmrc', 'lib/net.py', 'train.py'])
  })

  it('stays within the folder of the model', () => {
    expect(trainSources(model('models/a/', 'seed: 1'), ['models/a/train.py', 'models/ab/train.py', 'train.py'], [])).toEqual(['models/a/train.py'])
  })

  it('is exactly what is declared, folders whole, and always the file of parameters', () => {
    const plan = model('models/a', 'sources: [train.py, lib/], params: conf/params.yaml')
    const paths = ['conf/params.yaml', 'lib/deep/net.py', 'lib2/x.py', 'notes.txt', 'train.py'].map((path) => `models/a/${path}`)
    expect(trainSources(plan, paths, [])).toEqual(['models/a/conf/params.yaml', 'models/a/lib/deep/net.py', 'models/a/train.py'])
  })

  it('is nothing for a model that is not trained here', () => {
    expect(trainSources({ ...model('.', 'seed: 1'), train: null }, root, [])).toEqual([])
  })
})
