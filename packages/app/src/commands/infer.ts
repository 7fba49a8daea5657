import { access } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { defineCommand, done } from '../command.ts'
import { dataArgument } from '../data-argument.ts'
import { AppError } from '../errors.ts'
import { dataInput, flag } from '../inputs.ts'

export const inferCommand = defineCommand({
  name: 'infer',
  summary: 'A contract proposed from data',
  purpose:
    'Reads all rows and writes an ODCS contract that holds on them, with a comment for each line that says on what evidence it rests. A proposal: read it, loosen what only happened to hold, and commit it. Values of columns that hold personal data never appear.',
  surfaces: ['terminal'],
  scope: 'files',
  inputs: z.object({
    data: dataInput,
    name: z.string().default('').meta({ description: 'The name of the table. Default: that of the file.' }),
    out: z.string().default('').meta({ description: 'A file for the contract; without it, it is printed.' }),
    force: flag('Overwrite the file.'),
  }),
  outputs: {},
  permissions: {},
  reasons: {},
  triggers: 'a terminal.',
  examples: ['seaworthy infer data.parquet', "seaworthy infer 'data/*.csv' --name flights --out contracts/flights.odcs.yaml"],
  failures: ['FILE_UNREADABLE', 'FILE_EXISTS', 'DATA_MISSING', 'DATA_EMPTY'],
  async run({ data, name, out, force }, { line, environment }) {
    const to = path.resolve(environment.cwd, out)
    if (out !== '' && !force && (await exists(to)))
      throw new AppError('FILE_EXISTS', `${out} is there already`, { hint: 'give another name, or --force' })
    const files = await dataArgument(data, { line, cwd: environment.cwd })
    const contract = await (await line.engines.session()).infer({ files, name: name === '' ? tableName(files[0]?.name ?? data) : name, source: data })
    if (out === '') return done({ json: { contract }, markdown: `\`\`\`yaml\n${contract}\`\`\`\n` })
    await line.files.write(to, contract)
    return done({ json: { path: out }, markdown: `Wrote \`${out}\`. Read it before you commit it.\n` })
  },
})

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

/** @example tableName('data/2001-01.csv.gz') // '2001_01' */
function tableName(file: string): string {
  const base = path.basename(file).replace(/(\.[A-Za-z0-9]{1,8}){1,2}$/, '')
  return base.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'rows'
}
