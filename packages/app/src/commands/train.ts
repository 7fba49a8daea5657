import { train } from '@seaworthy/pipeline'
import { z } from 'zod'
import { chosenModels } from '../chosen-models.ts'
import { defineCommand, done } from '../command.ts'
import { eachModel } from '../each-model.ts'
import { modelInput } from '../inputs.ts'

export const trainCommand = defineCommand({
  name: 'train',
  summary: "The model's own training command, supervised, on exactly its declared sources",
  purpose:
    'Runs `train.run` in a checkout of only the declared sources, with the rows of the training window in `$DATA_TRAIN`, under a time limit and in a process group of its own. Its output cannot speak to the runner, and no token reaches it. What it made is digested; writing anywhere else is refused.',
  surfaces: ['action', 'terminal'],
  inputs: z.object({
    model: modelInput,
    isolation: z.enum(['job', 'none']).default('job').meta({ description: '`none` says that the job also judges: the report shows it.' }),
  }),
  outputs: { trained: 'The models that were trained, as a JSON list.' },
  permissions: { contents: 'read' },
  reasons: { contents: 'to check out the repository; the token is not handed to the command' },
  triggers: 'any, after `plan` in the same run; a job of its own.',
  examples: ['seaworthy train --model flight-delay'],
  failures: ['COMMAND_NOT_FOUND', 'COMMAND_FAILED', 'TIMED_OUT', 'OUTPUT_MISSING', 'WROTE_OUTSIDE', 'DATA_BLOCKED'],
  async run({ model, isolation }, context) {
    const plan = await context.plan()
    const wanted = chosenModels(plan, model).filter((name) => model !== '' || plan.models.find((one) => one.name === name)?.origin.kind === 'train')
    // A laptop that trains is the one that judges, whatever it is told.
    const host = { ...context.host, isolation: context.event.kind === 'local' ? 'none' : isolation } as const
    const sections = await eachModel(context, { stage: 'train', models: wanted }, (name) => train(context.line, { plan, name, host }))
    const lines = sections.map(
      (section) =>
        `- **${section.model}**: trained in ${(section.body.durationMs / 1000).toFixed(1)} s on ${section.body.data.rows.toLocaleString('en')} rows → \`${section.produced[0]?.name}\``,
    )
    return done({ outputs: { trained: JSON.stringify(wanted) }, json: sections, markdown: `${lines.join('\n')}\n` })
  },
})
