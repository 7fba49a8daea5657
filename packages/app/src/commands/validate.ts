import { validate } from '@seaworthy/pipeline'
import { type DatasetReport, dataBlockers, type Section } from '@seaworthy/record'
import type { CheckedData } from '@seaworthy/report'
import { z } from 'zod'
import { chosenModels } from '../chosen-models.ts'
import { defineCommand, done } from '../command.ts'
import { eachModel } from '../each-model.ts'
import { modelInput } from '../inputs.ts'

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
    const tracked = await context.line.tree.files(plan.tree)
    const blocked = sections.some((section) => blockingOf(section).length > 0)
    const { annotationsOf, checksTable } = await import('@seaworthy/report')
    const data = sections.flatMap(({ body }) => body.datasets.map(checkedData))
    return done({
      exitCode: blocked ? 1 : 0,
      annotations: annotationsOf(data, (file) => tracked.has(file)),
      outputs: { blocked: String(blocked) },
      json: sections,
      markdown: sections.map((section) => checksTable(section.model, section.body.datasets)).join('\n'),
    })
  },
})

function checkedData({ source, contract, rows, checks, personal }: DatasetReport): CheckedData {
  return { name: source, contract: contract?.path ?? null, rows, checks, personal: personal ?? [] }
}

function blockingOf(section: Section<'validate'>) {
  return dataBlockers({ schema: 'seaworthy.record/1', model: section.model, commit: section.run.sha, sections: { validate: section } })
}
