import path from 'node:path'
import { pull, requireConfig } from '@seaworthy/pipeline'
import { z } from 'zod'
import { oneModel } from '../chosen-models.ts'
import { defineCommand, done } from '../command.ts'
import { oneModelInput } from '../inputs.ts'

export const pullCommand = defineCommand({
  name: 'pull',
  summary: 'A version for use, verified before a byte of it is handed over',
  purpose: 'Resolves a version or a stage, checks tag, record, digests and signature, and only then writes the files of the release.',
  surfaces: ['action', 'terminal'],
  inputs: z.object({
    model: oneModelInput,
    version: z.string().default('production').meta({ description: 'A version (`1.2.0`), `latest`, or a stage (`production`).' }),
    out: z.string().default('model').meta({ description: 'Folder to write into.' }),
  }),
  outputs: { version: 'The version that was fetched.', path: 'The folder.', signature: '`key` or `unsigned`.' },
  permissions: { contents: 'read' },
  reasons: { contents: 'to fetch the release' },
  triggers: 'any.',
  examples: ['seaworthy pull --model flight-delay --version production --out model'],
  failures: ['VERSION_UNKNOWN', 'VERSION_UNSIGNED', 'SIGNATURE_INVALID', 'ASSET_MISMATCH'],
  async run({ model, version, out }, { line, environment }) {
    const name =
      model ||
      oneModel(
        (await requireConfig(line.tree, await line.tree.head())).models.map((one) => one.name),
        model,
      )
    const folder = path.resolve(environment.cwd, out)
    const pulled = await pull(line, { model: name, version, out: folder })
    const signed = pulled.signature === 'key' ? 'signature verified' : '**unsigned**: anyone with write access could have made it'
    return done({
      outputs: { version: pulled.version, path: folder, signature: pulled.signature },
      json: { ...pulled, path: folder },
      markdown: `\`${name}@v${pulled.version}\` is in ${out} (${pulled.files.join(', ')}); ${signed}\n`,
    })
  },
})
