import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Contract } from '@seaworthy/contracts'
import type { CheckedData } from '@seaworthy/report'
import { z } from 'zod'
import { defineCommand, done, type Outcome } from '../command.ts'
import type { Context } from '../context.ts'
import { dataArgument, referenceArgument } from '../data-argument.ts'
import { AppError } from '../errors.ts'
import { dataInput, valuesInput, valuesShown } from '../inputs.ts'
import { toolVersion } from '../version.ts'

export const checkCommand = defineCommand({
  name: 'check',
  summary: 'Rows against a contract, every row, in one scan',
  purpose:
    'Checks Parquet, CSV, TSV or JSON Lines (plain, gzip, zstd), one file, a glob, a folder or an address, against a contract in ODCS, Frictionless, JSON Schema, Great Expectations, pandera or TFDV, and shows the first rows that offend. It needs no configuration and no repository set-up. Exit code 1 where a check of severity error failed or could not be decided.',
  surfaces: ['terminal'],
  scope: 'files',
  formats: ['junit', 'sarif'],
  inputs: z.object({
    data: dataInput,
    contract: z.string().min(1).meta({ description: 'The contract; its format is told by its content.' }),
    object: z.string().default('').meta({ description: 'The table of the contract, where it describes several.' }),
    reference: z
      .string()
      .default('')
      .meta({ description: 'Other tables that the contract names: `customers=data/customers.csv`, separated by commas.' }),
    against: z.string().default('').meta({ description: 'A profile that distributions are compared with, from `seaworthy profile`.' }),
    profile: z.string().default('').meta({ description: 'A file that the profile of the data is written to.' }),
    samples: z.coerce.number().int().min(0).max(100).default(5).meta({ description: 'Offending rows to show for each check.' }),
    values: valuesInput,
  }),
  outputs: {},
  permissions: {},
  reasons: {},
  triggers: 'a terminal.',
  examples: [
    'seaworthy check data.parquet --contract contracts/rows.odcs.yaml',
    "seaworthy check 'data/*.csv.gz' --contract suite.json --format junit",
    'seaworthy check orders.csv --contract shop.yaml --reference customers=c.csv',
  ],
  failures: ['FILE_UNREADABLE', 'CONTRACT_UNREADABLE', 'DATA_MISSING', 'OBJECT_UNKNOWN'],
  async run({ data, contract: named, object, reference, against, profile, samples, values }, context) {
    const { line, environment } = context
    const place = { line, cwd: environment.cwd }
    const contract = await readContract(named, context)
    const files = await dataArgument(data, place)
    const session = await line.engines.session()
    const show = valuesShown(values, environment)
    const { profile: made, ...found } = await session.check({
      files,
      contract,
      object: object === '' ? null : object,
      references: await referenceArgument(reference, place),
      profile: against === '' ? null : await readProfile(against, context),
      now: line.clock.now().toISOString(),
      samples: { show, limit: samples },
      profiled: profile === '' ? null : { values: show ? 'show' : 'hide' },
    })
    if (made) await line.files.write(path.resolve(environment.cwd, profile), `${JSON.stringify(made, null, 2)}\n`)
    return outcomeOf({ name: data, contract: named, ...found, notes: notesOf(contract, object) })
  },
})

const mostContractBytes = 4 * 1024 * 1024

async function readContract(named: string, { environment }: Context): Promise<Contract> {
  const { ContractError, parseContract } = await import('@seaworthy/contracts')
  const bytes = await readFile(path.resolve(environment.cwd, named)).catch((cause: unknown) => {
    throw new AppError('FILE_UNREADABLE', `the contract ${named} cannot be read`, { hint: 'give the path of a contract', cause })
  })
  if (bytes.byteLength > mostContractBytes)
    throw new ContractError('CONTRACT_UNREADABLE', `the contract ${named} has ${bytes.byteLength} bytes; at most ${mostContractBytes} are read`, {
      hint: 'is it the contract, and not the data?',
    })
  if (!isUtf8(bytes)) throw new ContractError('CONTRACT_UNREADABLE', `the contract ${named} is not UTF-8 text`, { hint: 'save it as UTF-8' })
  return parseContract(bytes.toString('utf8'), named)
}

async function readProfile(named: string, { environment }: Context) {
  const { parseProfile } = await import('@seaworthy/monitoring')
  const bytes = await readFile(path.resolve(environment.cwd, named)).catch((cause: unknown) => {
    throw new AppError('FILE_UNREADABLE', `the profile ${named} cannot be read`, { hint: 'seaworthy profile DATA --out FILE writes one', cause })
  })
  return parseProfile(bytes)
}

function notesOf({ objects }: Contract, object: string): readonly string[] {
  const chosen = objects.filter(({ name }) => objects.length === 1 || name === object)
  return chosen.flatMap(({ notes }) => notes.map(({ column, text }) => (column === null ? text : `${column}: ${text}`)))
}

type Found = CheckedData & { readonly notes: readonly string[] }

async function outcomeOf(found: Found): Promise<Outcome> {
  const { checkedTable, renderJunit, renderSarif } = await import('@seaworthy/report')
  const { rows, checks, personal, notes } = found
  const valid = checks.every((check) => check.severity !== 'error' || check.outcome === 'pass')
  return done({
    exitCode: valid ? 0 : 1,
    json: { valid, rows, checks, personal, notes },
    markdown: checkedTable(found),
    other: {
      junit: () => renderJunit([found]),
      sarif: () => renderSarif([found], { version: toolVersion, informationUri: 'https://github.com/seaworthy-ml/seaworthy' }),
    },
  })
}
