import { expect, it } from 'vitest'
import { predictionWarnings } from './prediction-warnings.ts'

const tree = '0'.repeat(40)

it('says nothing of models that are run here, nor of an isolated command of the base', () => {
  expect(predictionWarnings({})).toEqual([])
  expect(
    predictionWarnings({ prediction: { from: 'base', tree, isolation: 'namespaces', reason: null }, units: { baseline: 'kept', reason: null } }),
  ).toEqual([])
})

it("says that the command was the change's own, that nothing kept it apart, and that production did not answer", () => {
  const warnings = predictionWarnings({
    prediction: { from: 'head', tree, isolation: 'none', reason: 'darwin has no network namespaces' },
    units: { baseline: 'missing', reason: 'COMMAND_FAILED: exit 1' },
  })
  expect(warnings).toEqual([
    { code: 'PREDICTED_BY_THE_CHANGE', message: 'the predictions are those of a command of the change itself, not of the base branch' },
    {
      code: 'PREDICTED_WITHOUT_ISOLATION',
      message: 'isolation: none; the command that predicted could reach the network and files with labels: darwin has no network namespaces',
    },
    { code: 'BASELINE_MISSING', message: "production's results on this test set are missing: COMMAND_FAILED: exit 1" },
  ])
})
