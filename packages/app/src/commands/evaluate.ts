import { evaluate, renderRun } from '@seaworthy/pipeline'
import { verdictOfFindings } from '@seaworthy/record'
import { z } from 'zod'
import { chosenModels } from '../chosen-models.ts'
import { defineCommand, done } from '../command.ts'
import { eachModel } from '../each-model.ts'
import { flag, modelInput } from '../inputs.ts'

export const evaluateCommand = defineCommand({
  name: 'evaluate',
  summary: 'The candidate and the model in production on the same rows, judged by the policy of the base',
  purpose:
    'Scores both models in one ordered pass over the test rows, compares them with clustered inference, and judges each gate: pass, fail or inconclusive. A model that is no ONNX file is run by the command `evaluate.predict` of the policy, on rows without labels, without a token, and without network where the machine can do that. A harness that the policy names (`evaluate.run`) measures both models by itself. What production said of the same test set is kept with its release and not computed again. In ship the evaluation is binding: what it passes is what is published.',
  surfaces: ['action', 'terminal'],
  inputs: z.object({
    model: modelInput,
    binding: flag('Judge for publication: only in the trusted workflow on the default branch.'),
    preliminary: flag(
      'Judge so that the job that publishes need run no command: predictions are made here and handed on, and no verdict fails this job.',
    ),
    baseline: z.string().default('').meta({ description: 'A model file to compare with instead of production.', terminalOnly: true }),
  }),
  outputs: { verdict: '`pass`, `fail` or `inconclusive`: the worst over the models.' },
  permissions: { contents: 'read', actions: 'read', 'pull-requests': 'read' },
  reasons: {
    contents: 'to check out the repository and fetch the production version',
    actions: 'to fetch bytes that an earlier run trained, and to count what was judged on the test set',
    'pull-requests': 'to hear waivers, where the evaluation is binding',
  },
  triggers: 'any, after `train` in the same run.',
  examples: ['seaworthy evaluate --baseline old/model.onnx'],
  failures: [
    'SECTION_MISSING',
    'MODEL_CHANGED',
    'INPUT_MISSING',
    'MODEL_UNREADABLE',
    'SCORE_NOT_FINITE',
    'PREDICTIONS_MISSING',
    'RESULTS_MISSING',
    'UNITS_DIFFER',
    'SIGNATURE_INVALID',
  ],
  async run({ model, binding, preliminary, baseline }, context) {
    const plan = await context.plan()
    const sections = await eachModel(context, { stage: 'evaluate', models: chosenModels(plan, model) }, (name) =>
      // What is judged for publication runs no command: it is the job that holds the key.
      evaluate(context.line, { plan, name, binding, baselineFile: baseline || null, host: binding ? null : context.host }),
    )
    const verdicts = sections.map((section) => verdictOfFindings(section.body.findings))
    const verdict = verdicts.includes('fail') ? 'fail' : verdicts.includes('inconclusive') ? 'inconclusive' : 'pass'
    const { summary } = await renderRun(context.line, {
      ...plan,
      models: plan.models.filter((one) => sections.some((section) => section.model === one.name)),
    })
    // In ship a blocked model must not keep the others from being published: publish refuses it, and says so.
    return done({ exitCode: verdict === 'pass' || binding || preliminary ? 0 : 1, outputs: { verdict }, json: sections, markdown: summary })
  },
})
