import { validate } from '@seaworthy/pipeline'
import { dataBlockers, type Section } from '@seaworthy/record'
import { z } from 'zod'
import { chosenModels } from '../chosen-models.ts'
import { defineCommand, done } from '../command.ts'
import { eachModel } from '../each-model.ts'
import { modelInput } from '../inputs.ts'
import { checksTable } from '../tables.ts'

export const validateCommand = defineCommand({
  name: 'validate',
  summary: 'The locked data of a model against their contracts, every row',
  purpose:
    "Verifies each data file against `seaworthy.lock`, checks every row against the contract in one scan, and profiles what training will read. The contract is the base branch's where it has one.",
  surfaces: ['action', 'terminal'],
  inputs: z.object({ model: modelInput }),
  outputs: { blocked: '`true` where a check of severity error failed.' },
  permissions: { contents: 'read' },
  reasons: { contents: 'to check out the repository' },
  triggers: 'any, after `plan` in the same run.',
  examples: ['seaworthy validate', 'seaworthy validate --model flight-delay --format json'],
  failures: ['SOURCE_NOT_LOCKED', 'DATA_MISSING', 'DATA_CHANGED', 'WINDOWS_OVERLAP'],
  async run({ model }, context) {
    const plan = await context.plan()
    const sections = await eachModel(
      context,
      {
        stage: 'validate',
        models: chosenModels(plan, model).filter((name) => plan.models.find((one) => one.name === name)?.origin.kind !== 'metrics'),
      },
      (name) => validate(context.line, plan, name),
    )
    const blocked = sections.some((section) => blockingOf(section).length > 0)
    return done({
      exitCode: blocked ? 1 : 0,
      outputs: { blocked: String(blocked) },
      json: sections,
      markdown: sections.map((section) => checksTable(section.model, section.body.datasets)).join('\n'),
    })
  },
})

function blockingOf(section: Section<'validate'>) {
  return dataBlockers({ schema: 'seaworthy.record/1', model: section.model, commit: section.run.sha, sections: { validate: section } })
}
