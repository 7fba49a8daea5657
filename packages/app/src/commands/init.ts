import { generateKeyPairSync } from 'node:crypto'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { configPath, publicKeyPath } from '@seaworthy/pipeline'
import { z } from 'zod'
import { defineCommand, done } from '../command.ts'
import { flag } from '../inputs.ts'
import { checklist, starterConfig, starterContract, workflowTemplate } from '../starter.ts'

export const initCommand = defineCommand({
  name: 'init',
  summary: 'A working set-up in this repository: configuration, contract, two workflow files, a checklist',
  purpose:
    'Writes what is missing and overwrites nothing, then lists what only a person can set on GitHub. With `--signing` it makes a key pair: the public half is written to `seaworthy.pub`, the private half is printed once and stored nowhere.',
  surfaces: ['terminal'],
  scope: 'repository',
  inputs: z.object({
    model: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
      .default('my-model')
      .meta({ description: 'Name of the first model.' }),
    signing: flag('Make a signing key (ECDSA P-256).'),
  }),
  outputs: {},
  permissions: {},
  reasons: {},
  triggers: 'a terminal.',
  examples: ['seaworthy init --model churn', 'seaworthy init --signing'],
  failures: ['NOT_A_REPOSITORY'],
  async run({ model, signing }, { line }) {
    const { root } = line.tree
    const files: Record<string, string> = {
      [configPath]: starterConfig(model),
      'contracts/rows.odcs.yaml': starterContract(model),
      '.github/workflows/seaworthy.yml': await workflowTemplate('seaworthy.yml'),
      '.github/workflows/seaworthy-trusted.yml': await workflowTemplate('seaworthy-trusted.yml'),
    }
    const key = signing ? signingKey() : null
    if (key) files[publicKeyPath] = key.publicKey
    const written: string[] = []
    const kept: string[] = []
    for (const [name, text] of Object.entries(files)) {
      const at = path.join(root, name)
      if (await stat(at).catch(() => null)) kept.push(name)
      else {
        await mkdir(path.dirname(at), { recursive: true })
        await writeFile(at, text)
        written.push(name)
      }
    }
    const secret = key && written.includes(publicKeyPath) ? key.privateKey : null
    const list = (title: string, names: readonly string[]) =>
      names.length > 0 ? `**${title}**\n\n${names.map((name) => `- \`${name}\``).join('\n')}\n\n` : ''
    const markdown = `## ⚓ seaworthy\n\n${list('Written', written)}${list('Kept as it was', kept)}${checklist({ secret, signed: key !== null || kept.includes(publicKeyPath) })}`
    return done({ json: { written, kept, ...(secret ? { privateKey: secret } : {}) }, markdown })
  },
})

function signingKey(): { readonly publicKey: string; readonly privateKey: string } {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}
