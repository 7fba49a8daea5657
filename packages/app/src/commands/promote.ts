import { modelNamed, promote, requireConfig, rollback } from '@seaworthy/pipeline'
import { z } from 'zod'
import { chosenModels, oneModel } from '../chosen-models.ts'
import { defineCommand, done } from '../command.ts'
import type { Context } from '../context.ts'
import { modelInput, oneModelInput, reasonInput, signingKeyInput, versionInput } from '../inputs.ts'
import { knownStage } from '../known-stage.ts'

export const promoteCommand = defineCommand({
  name: 'promote',
  summary: 'A stage assigned to a version, by a signed statement in the next stage tag',
  purpose:
    'Verifies the version, then claims the next tag `model#stage#n`; creating it is atomic, so two promotions cannot both win. Without a version it promotes what this run published to the stage that `release.on_merge` names, unless a rollback holds that stage. With a version it promotes that one, and ends a hold.',
  surfaces: ['action', 'terminal'],
  inputs: z.object({
    model: modelInput,
    version: versionInput,
    stage: z.string().default('').meta({ description: 'Stage; empty for the one that `release.on_merge` names.' }),
    reason: reasonInput,
    signingKey: signingKeyInput,
  }),
  outputs: { promoted: 'Versions, as a JSON object from model to version.', models: 'The promoted models, as a JSON list.' },
  permissions: { contents: 'write' },
  reasons: { contents: 'to create the stage tag' },
  triggers: '`push`, `schedule` and `workflow_dispatch` on the default branch.',
  examples: ['seaworthy promote --model flight-delay --version 1.1.0 --reason "mended"'],
  failures: ['VERSION_UNKNOWN', 'VERSION_UNSIGNED', 'SIGNATURE_INVALID', 'STAGE_MOVED', 'PERMISSION_MISSING'],
  async run(inputs, context) {
    const promoted: Record<string, string> = {}
    const lines: string[] = []
    for (const assignment of await assignments(inputs, context)) {
      const { model, version, stage } = assignment
      const { body } = await promote(context.line, { ...assignment, reason: inputs.reason || null })
      if (body.outcome !== 'held') promoted[model] = version
      lines.push(
        body.outcome === 'held'
          ? `- **${model}**: ${stage} is held after a rollback; v${version} is not promoted`
          : `- **${model}**: \`v${version}\` is in ${stage} (\`${body.tag}\`)`,
      )
    }
    return done({
      outputs: { promoted: JSON.stringify(promoted), models: JSON.stringify(Object.keys(promoted)) },
      json: { promoted },
      markdown: lines.length > 0 ? `${lines.join('\n')}\n` : 'Nothing was published in this run, so nothing is promoted.\n',
    })
  },
})

interface Assignment {
  readonly model: string
  readonly version: string
  readonly stage: string
  readonly resume: boolean
  readonly expected?: string | null
}

async function assignments(
  inputs: { readonly model: string; readonly version: string; readonly stage: string },
  { line, plan }: Context,
): Promise<readonly Assignment[]> {
  const config = await requireConfig(line.tree, await line.tree.head())
  const stageOf = (name: string) => {
    const model = modelNamed(config, name)
    return inputs.stage === '' ? model.release.onMerge : knownStage(model, inputs.stage)
  }
  if (inputs.version !== '') {
    const model = oneModel(
      config.models.map((one) => one.name),
      inputs.model,
    )
    return [{ model, version: inputs.version.replace(/^v/, ''), stage: stageOf(model) ?? 'production', resume: true }]
  }
  const found: Assignment[] = []
  const planned = await plan()
  for (const model of chosenModels(planned, inputs.model)) {
    // A re-run of an old shipment must not put an older version over a newer one.
    const expected = planned.models.find((one) => one.name === model)?.production?.version ?? null
    const published = await line.sections.own(model, 'publish')
    const stage = stageOf(model)
    if (published && stage) found.push({ model, version: published.section.body.version, stage, resume: false, expected })
  }
  return found
}

export const rollbackCommand = defineCommand({
  name: 'rollback',
  summary: 'A stage back on the version before, or on a given one, and held there',
  purpose:
    'Verifies the earlier version, then appends a signed rollback to the log of the stage. Merges go on publishing, but promote nothing until someone runs `promote` with a version.',
  surfaces: ['action', 'terminal'],
  inputs: z.object({
    model: oneModelInput,
    version: z.string().default('').meta({ description: 'Version to return to; empty for the one before.' }),
    stage: z.string().default('production').meta({ description: 'Stage to put back.' }),
    reason: reasonInput,
    signingKey: signingKeyInput,
  }),
  outputs: { version: 'The version that the stage names now.' },
  permissions: { contents: 'write' },
  reasons: { contents: 'to create the stage tag' },
  triggers: '`workflow_dispatch` of the trusted workflow, and after a failed deployment.',
  examples: ['seaworthy rollback --model flight-delay --reason "wrong airports"'],
  failures: ['NOTHING_TO_ROLL_BACK', 'VERSION_UNKNOWN', 'SIGNATURE_INVALID', 'STAGE_MOVED'],
  async run({ model, version, stage, reason }, { line }) {
    const config = await requireConfig(line.tree, await line.tree.head())
    const name = oneModel(
      config.models.map((one) => one.name),
      model,
    )
    const { body } = await rollback(line, {
      model: name,
      stage: knownStage(modelNamed(config, name), stage),
      version: version.replace(/^v/, '') || null,
      reason: reason || null,
    })
    return done({
      outputs: { version: body.version },
      json: body,
      markdown: `**${name}**: ${stage} is back on \`v${body.version}\` (\`${body.tag}\`), and held there\n`,
    })
  },
})
