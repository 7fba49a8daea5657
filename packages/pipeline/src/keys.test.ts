import { digestOf } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { tinyModel, tinySources } from './fixtures/tiny-plan.ts'
import { base, edited, variants } from './fixtures/tiny-repository.ts'
import { evaluateKey, fingerprint, modelKeys, sourcesOf } from './keys.ts'
import { policyDigest } from './policy.ts'

/** Which of the things that a commit decides are other after a change of its files. */
function changedBy(change: Readonly<Record<string, string>>): readonly string[] {
  const files = { ...base, ...change }
  const seen = (of: Readonly<Record<string, string>>) => {
    const model = tinyModel(of['seaworthy.yml'])
    const sources = tinySources(of)
    return { ...modelKeys(model, sources), policy: policyDigest(model), model: fingerprint(model, sources) }
  }
  const [before, after] = [seen(base), seen(files)]
  return (['validate', 'train', 'policy', 'model'] as const).filter((name) => before[name] !== after[name])
}

const lockedDigest = /sha256:[0-9a-f]{64}/.exec(base['seaworthy.lock'] ?? '')?.[0] ?? ''
const inConfig = (from: string, to: string, [also, there]: readonly [string, string] = ['', '']) => {
  const change = edited('seaworthy.yml', from, to)
  return { 'seaworthy.yml': (change['seaworthy.yml'] ?? '').replace(also, there) }
}
const holdout = '      holdout: { source: data/2024-*.csv, window: last 3 weeks, time: date, label: late }\n'

describe('modelKeys', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['nothing', {}, []],
    ['the page that explains the repository', { 'README.md': '# tiny' }, []],
    ['comments and blank lines of the configuration', { 'seaworthy.yml': `# new\n\n${base['seaworthy.yml']}` }, []],
    ['a margin: it never retrains', inConfig('non_inferior: 0.01', 'non_inferior: 0.02'), ['policy', 'model']],
    ['how rows are cut', inConfig('by: [origin]', 'by: [hour]'), ['policy', 'model']],
    ['whether an anchor holds', inConfig('primary: roc_auc', 'primary: roc_auc\n      anchor: false'), ['policy', 'model']],
    [
      'a second test set',
      inConfig('\n    train:\n', `${holdout}\n    train:\n`, ['primary: roc_auc', 'primary: roc_auc\n      confirm: holdout']),
      ['validate', 'train', 'policy', 'model'],
    ],
    ['how often it is trained', inConfig('timeout: 2m', 'timeout: 2m\n      repeat: 3'), ['train', 'policy', 'model']],
    ['the deployment command', inConfig('node deploy.mjs', 'node deploy.mjs --fast'), ['model']],
    ['a source of the trainer', edited('trainer/rows.mjs', 'readRows', 'readAllRows'), ['train', 'model']],
    ['the parameters', variants.better(), ['train', 'model']],
    ['the training command', inConfig('node train.mjs', 'node --no-warnings train.mjs'), ['train', 'model']],
    ['the time limit of training, which changes no result', inConfig('timeout: 2m', 'timeout: 3m'), ['model']],
    ['the locked data', edited('seaworthy.lock', lockedDigest, digestOf('other rows')), ['validate', 'train', 'model']],
    [
      'the contract, by which rows of text are read',
      edited('contracts/rows.odcs.yaml', 'maximum: 3000', 'maximum: 4000'),
      ['validate', 'train', 'model'],
    ],

    ['the test window', inConfig('last 1 month', 'last 2 month'), ['validate', 'train', 'policy', 'model']],
  ])('%s', (_what, change, expected) => {
    expect(changedBy(change)).toEqual(expected)
  })

  it('does not train anew for another contract of Parquet, which says itself what it holds', () => {
    const parquet = (files: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [name, /^seaworthy\.(yml|lock)$/.test(name) ? text.replaceAll('.csv', '.parquet') : text]),
      )
    const train = (files: Readonly<Record<string, string>>) => modelKeys(tinyModel(files['seaworthy.yml']), tinySources(files)).train
    const change = edited('contracts/rows.odcs.yaml', 'maximum: 3000', 'maximum: 4000')
    expect(train(parquet({ ...base, ...change }))).toBe(train(parquet(base)))
  })

  it('is another for another major version of the tool, and has no training key without a training command', () => {
    const sources = tinySources()
    const { validate, train } = modelKeys(tinyModel(), sources)
    const next = modelKeys(tinyModel(), { ...sources, toolMajor: 1 })
    expect([next.validate === validate, next.train === train]).toEqual([false, false])
    expect(modelKeys({ ...tinyModel(), train: null }, sources)).toEqual({ validate, train: null })
  })
})

describe('sourcesOf', () => {
  it('is what the model declares, its parameters included once, and never data or policy', () => {
    const paths = sourcesOf(tinyModel(), tinySources().files)
    expect(paths.toSorted()).toEqual(
      ['params.json', 'train.mjs', ...['design', 'logistic', 'onnx', 'protobuf', 'rows'].map((name) => `trainer/${name}.mjs`)].toSorted(),
    )
  })
})

describe('evaluateKey', () => {
  const parts = {
    toolMajor: 0,
    policy: digestOf('policy'),
    dataset: digestOf('rows'),
    model: digestOf('weights'),
    baseline: digestOf('v1'),
    binding: false,
  }
  it.each([
    ['a moved baseline', { baseline: digestOf('v2') }],
    ['the first baseline', { baseline: null }],
    ['another policy', { policy: digestOf('other policy') }],
    ['other rows', { dataset: digestOf('other rows') }],
    ['another candidate', { model: digestOf('other weights') }],
    ['a binding evaluation', { binding: true }],
  ])('changes with %s', (_what, change) => {
    expect(evaluateKey({ ...parts, ...change })).not.toBe(evaluateKey(parts))
  })
})
