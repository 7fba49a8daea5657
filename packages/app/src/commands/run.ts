import { runLocally } from '@seaworthy/pipeline'
import { z } from 'zod'
import { defineCommand, done } from '../command.ts'
import { modelInput } from '../inputs.ts'
import { listed } from '../listed.ts'
import { changeRequest } from '../plan-request.ts'

export const runCommand = defineCommand({
  name: 'run',
  summary: 'The whole pull-request line on this machine: validate, train, evaluate, report',
  purpose:
    'Does on a laptop what a pull request does, with the same keys and the same verdicts, over the working tree as it is, uncommitted changes included. Its results are never reused by CI and never published. Without GitHub there is no production to compare with: give one with `--baseline`.',
  surfaces: ['terminal'],
  inputs: z.object({
    model: modelInput,
    baseline: z.string().default('').meta({ description: 'Compare with this model file, or with this published version (`1.0.0`).' }),
  }),
  outputs: {},
  permissions: {},
  reasons: {},
  triggers: 'a terminal.',
  examples: ['seaworthy run', 'seaworthy run --model flight-delay --baseline old/model.onnx', 'seaworthy run --format json'],
  failures: ['CONFIG_MISSING', 'SOURCE_NOT_LOCKED', 'COMMAND_FAILED'],
  async run({ model, baseline }, context) {
    const { line, host, progress } = context
    const isVersion = /^v?\d+\.\d+\.\d+$/.test(baseline)
    const { base } = await changeRequest(context)
    const reported = await runLocally(line, {
      models: listed(model),
      base,
      baselineFile: baseline !== '' && !isVersion ? baseline : null,
      baselineVersion: isVersion ? baseline.replace(/^v/, '') : null,
      host: { ...host, isolation: 'none' },
      onStage: (name, stage) => progress(`${stage} ${name}`),
    })
    const records = reported.candidates.map(({ planned, record, digest, failures }) => ({
      model: planned.name,
      digest,
      sections: record?.sections ?? {},
      failures,
    }))
    return done({
      exitCode: reported.state === 'success' ? 0 : 1,
      json: { state: reported.state, description: reported.description, models: records },
      markdown: reported.comment,
    })
  },
})
