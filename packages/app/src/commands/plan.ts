import { type Plan, planChange, planShip, reportPending, workOf } from '@seaworthy/pipeline'
import { z } from 'zod'
import { defineCommand, done, type Outcome } from '../command.ts'
import type { Context } from '../context.ts'
import { failureOf } from '../each-model.ts'
import { flag } from '../inputs.ts'
import { changeRequest } from '../plan-request.ts'

export const planCommand = defineCommand({
  name: 'plan',
  summary: 'Which models a change touches, what is there already, and what is left to do',
  purpose:
    'Compares the change with its merge base, computes the keys of each stage from git alone, looks for earlier results with the same keys, resolves the production version of each model once, and sets the pending status. It reads no data and runs no code of the repository.',
  surfaces: ['action', 'terminal'],
  inputs: z.object({
    for: z.enum(['auto', 'change', 'ship']).default('auto').meta({
      description: '`change` judges a change against its base, `ship` looks for what main has and the registry lacks; `auto` goes by the event.',
    }),
    keep: flag('Keep the plan in this job, which then reads no other: for the job that publishes.'),
    quiet: flag('Set no pending status: for a job that holds no write token.'),
  }),
  outputs: {
    any: '`true` where a model is touched.',
    models: 'The touched models, as a JSON list.',
    matrix: 'The same as a matrix: `{"include":[{"model":"…"}]}`.',
    trains: '`true` where something must be trained.',
    'train-matrix': 'The models to train, as a matrix.',
    predicts: '`true` where a command of the policy predicts or measures.',
    'predict-matrix': 'The models for which it does, as a matrix.',
  },
  permissions: { contents: 'read', statuses: 'write', actions: 'read', 'pull-requests': 'read' },
  reasons: {
    contents: 'to read the repository and its releases',
    statuses: 'to set the pending status',
    actions: 'to find bytes that earlier runs trained',
    'pull-requests': 'to find the pull request of a commit',
  },
  triggers: '`pull_request`, `merge_group` and `workflow_dispatch` (a change), `push` and `schedule` on the default branch (ship).',
  examples: ['seaworthy plan', 'seaworthy plan --format json'],
  failures: ['CONFIG_MISSING', 'BASE_NOT_FOUND', 'REVIEW_DIFFERS', 'PERMISSION_MISSING'],
  async run(inputs, context): Promise<Outcome> {
    const { line, event } = context
    const ships = inputs.for === 'ship' || (inputs.for === 'auto' && event.kind === 'main')
    const plan = ships ? await planShip(line, await line.tree.head()) : await planOrSayWhy(context)
    await line.sections.savePlan(plan, { handOn: !inputs.keep })
    if (!inputs.quiet) await reportPending(line, plan)
    const { touched, toTrain, toPredict } = workOf(plan)
    const matrix = (models: readonly { readonly name: string }[]) => JSON.stringify({ include: models.map((model) => ({ model: model.name })) })
    return done({
      outputs: {
        any: String(touched.length > 0),
        models: JSON.stringify(touched.map((model) => model.name)),
        matrix: matrix(touched),
        trains: String(toTrain.length > 0),
        'train-matrix': matrix(toTrain),
        predicts: String(toPredict.length > 0),
        'predict-matrix': matrix(toPredict),
      },
      json: plan,
      markdown: describe(plan),
    })
  },
})

/** A plan that cannot be made is something to tell the reviewer: its reason is left for the reporter. */
async function planOrSayWhy(context: Context): Promise<Plan> {
  try {
    return await planChange(context.line, await changeRequest(context))
  } catch (error) {
    await context.line.sections.savePlanFailure(failureOf('plan', error))
    throw error
  }
}

function describe(plan: Plan): string {
  const { touched } = workOf(plan)
  if (touched.length === 0) return plan.kind === 'ship' ? 'The registry has all that main has.\n' : 'No model is touched by this change.\n'
  const rows = touched.map((model) => {
    const from = {
      train: 'to be trained',
      run: 'trained by an earlier run with the same key',
      production: 'trained already: it is production',
      metrics: 'a metrics file',
    }[model.origin.kind]
    return `- **${model.name}**: ${from}; production ${model.production ? `\`v${model.production.version}\`` : 'none'}, next version \`v${model.nextVersion}\``
  })
  return `${rows.join('\n')}\n`
}
