import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { defineCommand, done } from '../command.ts'
import { AppError } from '../errors.ts'
import { failedChecks } from '../tables.ts'

export const checkCommand = defineCommand({
  name: 'check',
  summary: 'Rows of a file against a contract, every row, in one scan',
  purpose:
    'Checks a Parquet or CSV file, or a glob of them, against an ODCS contract and shows the first rows that offend. It needs no configuration and no repository set-up.',
  surfaces: ['terminal'],
  scope: 'files',
  inputs: z.object({
    data: z.string().min(1).meta({ description: 'A file or a glob.', positional: 0 }),
    contract: z.string().min(1).meta({ description: 'The contract (ODCS v3, YAML).' }),
    samples: z.coerce.number().int().min(0).max(100).default(5).meta({ description: 'Offending rows to show for each check.' }),
  }),
  outputs: {},
  permissions: {},
  reasons: {},
  triggers: 'a terminal.',
  examples: [
    'seaworthy check data.parquet --contract contracts/rows.odcs.yaml',
    "seaworthy check 'data/*.csv' --contract rows.odcs.yaml --samples 0",
  ],
  failures: ['FILE_UNREADABLE', 'CONTRACT_UNREADABLE', 'DATA_MISSING'],
  async run({ data, contract, samples }, { line, environment }) {
    const { parseContract } = await import('@seaworthy/contracts')
    const at = path.resolve(environment.cwd, contract)
    const text = await readFile(at, 'utf8').catch((cause: unknown) => {
      throw new AppError('FILE_UNREADABLE', `the contract ${contract} cannot be read`, { hint: 'give the path of an ODCS file', cause })
    })
    const parsed = parseContract(text, contract)
    const files = await dataFiles(data, environment.cwd)
    const { rows, checks } = await (await line.engines.session()).check({ files, contract: parsed, samples: { show: true, limit: samples } })
    const valid = checks.every((check) => check.severity !== 'error' || check.outcome === 'pass')
    const passed = checks.filter((check) => check.outcome === 'pass').length
    const head = `## ${valid ? '✅ valid' : '❌ not valid'}\n\n**${rows.toLocaleString('en')} rows**, ${passed} of ${checks.length} checks pass.\n\n`
    return done({ exitCode: valid ? 0 : 1, json: { valid, rows, checks }, markdown: head + failedChecks(checks) })
  },
})

async function dataFiles(pattern: string, cwd: string) {
  const { glob } = await import('node:fs/promises')
  const found: string[] = []
  for await (const name of glob(pattern, { cwd })) found.push(name)
  if (found.length === 0)
    throw new AppError('FILE_UNREADABLE', `no file matches ${pattern}`, { hint: 'quote a glob so that the shell leaves it alone' })
  return found.toSorted().map((name) => ({ path: path.resolve(cwd, name), name }))
}
