import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { metricNames } from './fixtures/metric-names.ts'
import { parseConfig } from './parse-config.ts'

it('the policy that docs/gates.md shows is one', () => {
  const paper = readFileSync(new URL('../../../docs/gates.md', import.meta.url), 'utf8')
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(paper) ?? []
  const config = parseConfig(yaml, { path: 'seaworthy.yml', metrics: metricNames('roc_auc', 'log_loss', 'accuracy') })
  const { evaluate, train } = config.models[0] ?? {}
  expect([evaluate?.confirm, evaluate?.anchor, train?.repeat]).toEqual(['holdout', true, 3])
  expect(evaluate?.gates.map(({ metric, rule, bound, relative, on, onFail }) => [metric, rule, bound, relative, on, onFail])).toEqual([
    ['roc_auc', 'non_inferior', 0.01, false, 'bound', 'block'],
    ['roc_auc', 'at_least', 0.62, false, 'bound', 'block'],
    ['roc_auc', 'non_inferior', 0.005, false, 'bound', 'warn'],
    ['log_loss', 'non_inferior', 0.02, true, 'bound', 'block'],
    ['log_loss', 'no_regression', 0.02, false, 'bound', 'block'],
    ['accuracy', 'at_least', 0.8, false, 'point', 'warn'],
  ])
})
