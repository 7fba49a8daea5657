import { describe, expect, it } from 'vitest'
import { places, refused, replaced, rung1 } from './fixtures/configurations.ts'

describe('parseConfig refuses', () => {
  it.each([
    ['an empty file', '', ['CONFIG_EMPTY 1:1']],
    ['a file of comments', '# later\n', ['CONFIG_EMPTY 1:1']],
    ['a list', '- a', ['WRONG_TYPE 1:1']],
    ['text that is not YAML', 'models: [\n', ['CONFIG_UNREADABLE 2:1']],
    ['two documents', 'models: {}\n---\nmodels: {}', ['CONFIG_UNREADABLE 2:1']],
    ['an alias without an anchor', 'models: *gone', ['CONFIG_UNREADABLE 1:1']],
    ['no models', 'version: 1', ['MISSING_KEY 1:1']],
    ['an empty map of models', 'models: {}', ['MISSING_KEY 1:1']],
    ['another version', `version: 2\n${rung1('metrics: m, gates: { accuracy: { at_least: 0 } }')}`, ['UNKNOWN_VERSION 1:10']],
    ['a model without anything', 'models:\n  a:\n', ['WRONG_TYPE 2:5']],
    ['an unknown task', replaced('binary-classification', 'binary-clasification'), ['UNKNOWN_TASK 5:11']],
    ['an unknown metric as a gate', replaced('roc_auc: {', 'roc_acu: {'), ['UNKNOWN_METRIC 21:9']],
    [
      'an unknown metric as primary and in the list',
      replaced(/primary: roc_auc\n {6}metrics: \[roc_auc/, 'primary: auc\n      metrics: [gini'),
      ['UNKNOWN_METRIC 18:16', 'UNKNOWN_METRIC 19:17'],
    ],
    ['a key of later', replaced('timeout: 30m', 'gpu: { count: 1 }'), ['LATER_FEATURE 14:7']],
    ['a key twice', replaced('samples: show', 'samples: show\nsamples: hide'), ['DUPLICATE_KEY 3:1']],
    ['a duration in words', replaced('30m', 'half an hour'), ['DURATION_INVALID 14:16']],
    ['a duration of years', replaced('30m', '400d'), ['DURATION_INVALID 14:16']],
    ['a window in other words', replaced('last 1 month', 'newest month'), ['WINDOW_INVALID 9:91']],
    ['a window before nothing', replaced('before test', 'before tets'), ['UNKNOWN_DATASET 8:92']],
    ['a window before a dataset without beginning', replaced('last 1 month', 'all'), ['WINDOW_INVALID 8:92']],
    ['a window without a time column', replaced('time: date, label: late }\n    train', 'label: late }\n    train'), ['MISSING_KEY 9:7']],
    [
      'a segmentation whose masks are nowhere',
      'models:\n  a:\n    task: segmentation\n    data: { train: { source: a }, test: { source: t, label: m } }\n    train: { run: r, model: m }\n    gates: { accuracy: { at_least: 1 } }',
      ['MISSING_KEY 4:35'],
    ],
    ['a test set without labels', replaced('time: date, label: late }\n    train', 'time: date }\n    train'), ['MISSING_KEY 9:7']],
    ['judging on a dataset that is not there', replaced('primary: roc_auc', 'primary: roc_auc\n      dataset: tset'), ['UNKNOWN_DATASET 19:16']],
    ['a store that is not known', replaced('source: data/2001-*.parquet', 'source: gs://bucket/a.parquet'), ['PATH_INVALID 8:24']],
    ['a path that leaves the repository', replaced('params: params.yaml', 'params: ../params.yaml'), ['PATH_INVALID 12:15']],
    ['a model that no tag can be named after', replaced('flight-delay:', 'flight..delay:'), ['NAME_INVALID 4:3']],
    ['an environment that is not its own', replaced('OMP_NUM_THREADS', 'GITHUB_TOKEN'), ['NAME_INVALID 16:9']],
    ['a number where text is due', replaced("OMP_NUM_THREADS: '1'", 'OMP_NUM_THREADS: 1'), ['WRONG_TYPE 16:26']],
    ['a margin that is no number', replaced('non_inferior: 0.005', 'non_inferior: small'), ['INVALID_VALUE 21:34']],
    ['a share above what can be written', replaced('non_inferior: 0.005', 'non_inferior: 2000%'), ['INVALID_VALUE 21:34']],
    ['three columns crossed', replaced('by: [origin]', 'by: [[a, b, c]]'), ['WRONG_TYPE 22:26']],
    ['one bin', replaced('by: [origin]', 'by: [{ column: distance, bins: 1 }]'), ['INVALID_VALUE 22:52']],
    ['a margin of NaN', replaced('non_inferior: 0.005', 'non_inferior: .nan'), ['WRONG_TYPE 21:34']],
    ['a margin of nothing', replaced('non_inferior: 0.005', 'non_inferior: 0'), ['INVALID_VALUE 21:34']],
    ['a gate that is neither map nor list', replaced('{ non_inferior: 0.005, at_least: 0.62 }', '0.62'), ['WRONG_TYPE 21:18']],
    ['a gate without a rule', replaced('{ by: [origin], no_regression: 0.02 }', '{ on_fail: warn }'), ['GATE_WITHOUT_RULE 22:9']],
    ['an effect that does not exist', replaced('no_regression: 0.02', 'no_regression: 0.02, on_fail: blok'), ['INVALID_VALUE 22:65']],
    ['a threshold by slices', replaced('no_regression: 0.02', 'at_most: 0.5'), ['RULE_CANNOT_SLICE 22:35']],
    ['fairness of no column', replaced('primary: roc_auc', 'primary: roc_auc\n      fairness: { four_fifths: [] }'), ['INVALID_VALUE 19:32']],
    [
      'fairness of what is no decision',
      replaced('primary: roc_auc', 'primary: roc_auc\n      fairness: { four_fifths: [sex] }').replace('binary-classification', 'regression'),
      ['CONFLICTING_KEYS 19:7'],
    ],
    ['gates that only warn', replaced(/at_least: 0\.62 \}\n {8}log_loss.*/, 'at_least: 0.62, on_fail: warn }'), ['NO_BLOCKING_GATE 20:7']],
    ['no gates', rung1('metrics: m.json'), ['NO_BLOCKING_GATE 1:11']],
    ['gates that all need a baseline', replaced(', at_least: 0.62', ''), ['NO_ABSOLUTE_GATE 20:7']],
    ['two gated metrics and none of them primary', replaced('primary: roc_auc\n', 'dataset: test\n'), ['PRIMARY_MISSING 17:5']],
    ['a primary metric whose doubt only warns', replaced('at_least: 0.62', 'at_least: 0.62, inconclusive: warn'), ['PRIMARY_NOT_BLOCKING 21:57']],
    ['a model from two places', replaced('    train:\n', '    metrics: m.json\n    train:\n'), ['CONFLICTING_KEYS 10:5']],
    ['a model from nowhere', 'models:\n  a: { task: text, gates: { accuracy: { at_least: 1 } } }', ['MISSING_KEY 2:3']],
    ['gates in two places', replaced('    evaluate:\n', '    gates: { roc_auc: { at_least: 0.6 } }\n    evaluate:\n'), ['CONFLICTING_KEYS 17:5']],
    ['a stage with a slip of the pen', replaced('on_merge: production', 'on_merge: prodution'), ['UNKNOWN_STAGE 24:17']],
    ['deploying a stage that nothing reaches', replaced('production: {', 'prod: {'), ['UNKNOWN_STAGE 26:7']],
    ['a smoke test that is no URL', replaced('smoke: http', 'smoke: ftp'), ['INVALID_VALUE 26:66']],
    ['three of the last two windows', replaced('[2, 3]', '[3, 2]'), ['INVALID_VALUE 30:53']],
  ])('%s', (_what, text, expected) => {
    expect(places(text)).toEqual(expected)
  })

  it('a bomb of aliases', () => {
    const bomb = ['a: &a [1,1,1,1,1,1,1,1,1]', ...['b', 'c', 'd', 'e'].map((key, at) => `${key}: &${key} [${`*${'abcd'[at]},`.repeat(9)}]`)].join(
      '\n',
    )
    expect(refused(bomb).code).toBe('CONFIG_UNREADABLE')
  })

  it('every problem at once, in the order of the file, to be read in a terminal', () => {
    const text = [
      'versoin: 1',
      'models:',
      '  cats:',
      '    task: multiclass-clasification',
      '    metrics: 3',
      '    gates: { acuracy: { at_leest: 0.9 }, brier: { on_fail: stop } }',
      '    release: { on_merg: production }',
    ].join('\n')
    const error = refused(text)
    expect(error.message.split('\n')).toEqual([
      'seaworthy.yml:1:1 unknown key "versoin" (did you mean "version"?)',
      'seaworthy.yml:4:11 unknown task "multiclass-clasification" (did you mean "multiclass-classification"?)',
      "seaworthy.yml:5:14 models.cats.metrics is the number 3; it must be text (put it in quotes: '3')",
      'seaworthy.yml:6:14 unknown metric "acuracy" (did you mean "accuracy"? a name of another tool needs its direction in its gate, `better: higher` or `better: lower`)',
      'seaworthy.yml:6:25 unknown key "at_leest" in models.cats.gates.acuracy (did you mean "at_least"?)',
      'seaworthy.yml:6:60 models.cats.gates.brier.on_fail cannot be "stop" (choose from: block, warn)',
      'seaworthy.yml:7:16 unknown key "on_merg" in models.cats.release (did you mean "on_merge"?)',
    ])
    expect([error.code, error.hint, error.problems.length]).toEqual(['UNKNOWN_KEY', null, 7])
  })

  it('a misspelt required key, saying which one it takes it for', () => {
    const { problems } = refused(
      replaced('source: data/2001-*.parquet, contract: contracts/flights.odcs.yaml, window: before', 'sorce: data/2001-*.parquet, window: before'),
    )
    expect(problems.map(({ message, hint }) => [message, hint])).toEqual([
      ['"source" is missing in models.flight-delay.data.train', 'is "sorce" meant to be it?'],
      ['unknown key "sorce" in models.flight-delay.data.train', 'did you mean "source"?'],
    ])
  })
})
