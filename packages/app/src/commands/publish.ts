import { importModel, publish } from '@seaworthy/pipeline'
import { z } from 'zod'
import { chosenModels } from '../chosen-models.ts'
import { defineCommand, done } from '../command.ts'
import { modelInput, signingKeyInput } from '../inputs.ts'
import { isBlocked } from '../outcome.ts'

export const publishCommand = defineCommand({
  name: 'publish',
  summary: 'The judged bytes as the next version: tag, release, digests, signature',
  purpose:
    'Publishes exactly the bytes that the binding evaluation of this run passed: the version is claimed by its tag, assets are uploaded to a draft, their digests verified, and the release published last. An interrupted publication is finished by the next run, with the record that it began with.',
  surfaces: ['action', 'terminal'],
  inputs: z.object({
    model: modelInput,
    signingKey: signingKeyInput,
    import: z
      .string()
      .default('')
      .meta({ description: 'Publish this existing model file as a first version, judged by the absolute gates.', terminalOnly: true }),
  }),
  outputs: { published: 'Versions, as a JSON object from model to version.', blocked: 'Models that were not published, as a JSON list.' },
  permissions: { contents: 'write' },
  reasons: { contents: 'to create the tag and the release' },
  triggers: '`push`, `schedule` and `workflow_dispatch` on the default branch, after a binding `evaluate` in the same job.',
  examples: ['seaworthy publish --model flight-delay --import old/model.onnx'],
  failures: ['BLOCKED', 'NOT_PUBLISHABLE', 'VERSION_EXISTS', 'TAG_MOVED', 'ASSET_MISMATCH', 'PERMISSION_MISSING'],
  async run(inputs, context) {
    const { line } = context
    if (inputs.import !== '') {
      const section = await importModel(line, { name: inputs.model, file: inputs.import, host: context.host })
      return done({
        outputs: { published: JSON.stringify({ [section.model]: section.body.version }), blocked: '[]' },
        json: [section],
        markdown: `Published \`${section.body.tag}\` from ${inputs.import}: ${section.body.release}\n`,
      })
    }
    const plan = await context.plan()
    const published: Record<string, string> = {}
    const blocked: string[] = []
    const lines: string[] = []
    for (const name of chosenModels(plan, inputs.model)) {
      try {
        const section = await publish(line, plan, name)
        if (section) published[name] = section.body.version
        lines.push(
          section
            ? `- **${name}**: \`${section.body.tag}\` ${section.body.outcome}, ${section.body.signature === 'key' ? 'signed' : 'unsigned: anyone with write access could have made it'}`
            : `- **${name}**: unchanged, nothing published`,
        )
      } catch (error) {
        if (!isBlocked(error)) throw error
        blocked.push(name)
        lines.push(`- **${name}**: ${error.message}`)
      }
    }
    return done({
      outputs: { published: JSON.stringify(published), blocked: JSON.stringify(blocked) },
      json: { published, blocked },
      markdown: `${lines.join('\n')}\n`,
    })
  },
})
