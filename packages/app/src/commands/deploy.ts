import type { Config } from '@seaworthy/config'
import { configPath, deploy, modelNamed, PipelineError, requireConfig } from '@seaworthy/pipeline'
import { z } from 'zod'
import { defineCommand, done } from '../command.ts'
import { inheritedVariables } from '../environment.ts'
import { modelInput, stageInput, versionInput } from '../inputs.ts'
import { listed } from '../listed.ts'

export const deployCommand = defineCommand({
  name: 'deploy',
  summary: "The repository's own deployment command on a verified version, with its smoke test",
  purpose:
    'Fetches the version that a stage names, verifies it, records a deployment, runs `deploy.<stage>.run` with `$MODEL`, `$VERSION` and `$STAGE`, then the smoke test. If either fails, the version before is deployed again and the job fails with the output `restored`.',
  surfaces: ['action', 'terminal'],
  inputs: z.object({ model: modelInput, stage: stageInput, version: versionInput }),
  outputs: {
    deployed: 'Versions, as a JSON object from model to version.',
    restored: 'The version that is back after a failure; empty otherwise.',
    'failed-model': 'The model whose deployment failed; empty otherwise.',
  },
  permissions: { contents: 'read', deployments: 'write' },
  reasons: { contents: 'to fetch the release', deployments: 'to record the deployment' },
  triggers: '`push`, `schedule` and `workflow_dispatch` on the default branch, in a job of its own.',
  examples: ['seaworthy deploy --model flight-delay --stage production'],
  failures: ['NO_PRODUCTION', 'NO_DEPLOYMENT_DECLARED', 'SIGNATURE_INVALID', 'PERMISSION_MISSING'],
  async run({ model, stage, version }, { line, environment, progress }) {
    const config = await requireConfig(line.tree, await line.tree.head())
    const named = listed(model)
    const models =
      named.length > 0
        ? named.map((name) => modelNamed(config, name))
        : config.models.filter((one) => one.deploy.some((plan) => plan.stage === stage))
    if (models.length === 0 && stage !== usualStage) throw noDeployment(config, stage)
    const deployed: Record<string, string> = {}
    const lines: string[] = []
    for (const { name } of models.filter((one) => named.length === 0 || one.deploy.some((plan) => plan.stage === stage))) {
      progress(`deploying ${name}`)
      const { body } = await deploy(line, { model: name, stage, version: version || null, variables: inheritedVariables(environment) })
      if (body.outcome !== 'deployed') {
        const after = body.restored ? `v${body.restored} is deployed again` : 'no earlier version could be restored'
        return done({
          exitCode: 1,
          outputs: { deployed: JSON.stringify(deployed), restored: body.restored ?? '', 'failed-model': name },
          json: body,
          markdown: `**${name}**: v${body.version} was not deployed to ${stage}; ${after}.\n\n${body.message ?? ''}\n`,
        })
      }
      deployed[name] = body.version
      lines.push(`- **${name}**: \`v${body.version}\` is deployed to ${stage}`)
    }
    return done({
      outputs: { deployed: JSON.stringify(deployed), restored: '', 'failed-model': '' },
      json: { deployed },
      markdown: lines.length > 0 ? `${lines.join('\n')}\n` : `No model of ${configPath} declares a deployment for ${stage}.\n`,
    })
  },
})

/** What the workflow template asks for, whether or not a model deploys anything. */
const usualStage = 'production'

function noDeployment(config: Config, stage: string): PipelineError {
  const declared = [...new Set(config.models.flatMap((model) => model.deploy.map((plan) => plan.stage)))]
  return new PipelineError('NO_DEPLOYMENT_DECLARED', `no model of ${configPath} declares a deployment for the stage "${stage}"`, {
    hint: declared.length > 0 ? `the stages with one are: ${declared.join(', ')}` : `add models.NAME.deploy.${stage}.run to ${configPath}`,
  })
}
