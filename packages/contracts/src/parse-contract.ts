import type { Contract, ContractObject } from './contract.ts'
import type { DialectReader } from './dialects/dialect.ts'
import { frictionless } from './dialects/frictionless/frictionless.ts'
import { greatExpectations } from './dialects/great-expectations/great-expectations.ts'
import { jsonSchema } from './dialects/json-schema/json-schema.ts'
import { odcs } from './dialects/odcs/odcs.ts'
import { pandera } from './dialects/pandera/pandera.ts'
import { tfdv } from './dialects/tfdv/tfdv.ts'
import { ContractError, type ContractProblem } from './errors.ts'
import { contractReader } from './reading/contract-reader.ts'
import { yamlSource } from './reading/yaml-source.ts'

/** Every format that is read. Told apart by content: a file that two of them claim, or none, is refused. */
const readers: readonly DialectReader[] = [odcs, frictionless, jsonSchema, greatExpectations, tfdv, pandera]

/**
 * Reads a data contract. Nothing that it asks for is skipped: a key, type, check, pattern or query that is unknown or cannot be
 * checked is a problem, and all problems come at once.
 * @throws {ContractError} with every problem, its line and column; the code is that of the first one.
 * @example parseContract(text, 'contracts/flights.odcs.yaml').objects[0]?.checks.map((check) => check.id) // ['date.present', …]
 */
export function parseContract(text: string, path: string): Contract {
  // A format of its own, told by its text, is not YAML: reading it so is slow, and runs out of stack on long lines.
  const ownText = readers.some((reader) => reader.parse && reader.claims({ text, path, value: undefined }))
  const yaml = ownText ? { problems: [] } : yamlSource(text)
  const value = 'problems' in yaml ? undefined : yaml.source.value
  const claiming = readers.filter((reader) => reader.claims({ text, path, value }))
  const [dialect] = claiming
  if ('problems' in yaml && !dialect?.parse) throw contractError(path, yaml.problems)
  if (!dialect || claiming.length > 1) throw contractError(path, [unknownFormat(claiming)])
  const parsed = dialect.parse ? dialect.parse(text) : yaml
  if ('problems' in parsed) throw contractError(path, parsed.problems)
  const reader = contractReader(parsed.source)
  const objects = dialect.read({ text, path, value: parsed.source.value }, reader)
  if (reader.problems.length > 0) throw contractError(path, reader.problems)
  return { path, dialect: dialect.dialect, objects: dialect.optionalColumns ? objects.map(withOptionalColumns) : objects }
}

function withOptionalColumns(object: ContractObject): ContractObject {
  const asked = new Set(object.checks.flatMap((check) => (check.kind === 'column_present' ? [check.column] : [])))
  return { ...object, columns: object.columns.map((column) => (asked.has(column.name) ? column : { ...column, optional: true as const })) }
}

const start = { line: 1, column: 1 }

function unknownFormat(claiming: readonly DialectReader[]): ContractProblem {
  const known = (claiming.length > 0 ? claiming : readers).map(({ description }) => description).join('; ')
  const message = claiming.length > 0 ? 'it could be of several formats' : 'there is no contract in it that is known'
  return { code: 'CONTRACT_UNREADABLE', message, ...start, hint: `read are: ${known}` }
}

function contractError(path: string, unordered: readonly ContractProblem[]): ContractError {
  const problems = unordered.toSorted((one, other) => one.line - other.line || one.column - other.column)
  const lines = problems.map(({ line, column, message, hint }) => `${path}:${line}:${column}: ${message}${hint ? ` (${hint})` : ''}`)
  const head = problems.length === 1 ? '' : `contract "${path}" has ${problems.length} problems:\n`
  const code = problems[0]?.code ?? 'CONTRACT_UNREADABLE'
  return new ContractError(code, head + lines.join('\n'), { hint: problems[0]?.hint ?? null, problems })
}
