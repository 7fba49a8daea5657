import type { Check } from '../../check.ts'
import { none } from '../../condition.ts'
import type { ContractObject } from '../../contract.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { DialectReader } from '../dialect.ts'
import { refuseRepeats, withUniqueIds } from '../names.ts'
import { refuseRepeated } from './domain-checks.ts'
import { isExpected, refuseUnknownEnvironments } from './environments.ts'
import { type FeatureRead, featureChecks } from './feature-checks.ts'
import { type Message, messages } from './messages.ts'
import { type ProtoMessage, protoSource } from './proto-source.ts'
import { readMessage } from './read-message.ts'
import { refuseFields } from './refuse-fields.ts'

const blanks = '(?:\\s|#[^\\n]*(?:\\n|$))*'
const beginning = new RegExp(`^\\uFEFF?${blanks}(?:${Object.keys(messages.Schema).join('|')})\\s*(?::|\\{|<)`)
const anywhere = /(?:feature|string_domain|dataset_constraints)\s*:?\s*[{<[]/

/**
 * TensorFlow Data Validation's schema.pbtxt, as TFDV validates statistics of a table by it (schema.proto; anomalies/*.cc). The first
 * object is the schema without an environment; each default_environment is an object of its name.
 */
export const tfdv: DialectReader = {
  dialect: 'tfdv',
  optionalColumns: true,
  description: "a TFDV schema (schema.pbtxt: the text format of TensorFlow Metadata's Schema)",
  claims: ({ text }) => beginning.test(text) && anywhere.test(text),
  parse: protoSource,
  read: ({ value, path }, reader) => readSchema(value as ProtoMessage, path, reader),
}

function readSchema(written: ProtoMessage, path: string, reader: ContractReader): readonly ContractObject[] {
  const schema = readMessage('Schema', written, { path: [], reader })
  refuseFields('Schema', schema, { path: [], reader })
  const environments = schema.default_environment ?? []
  const features = readFeatures(schema, reader)
  for (const { message, at } of features) refuseUnknownEnvironments(message, { environments, path: ['feature', at], reader })
  const ofRows = rowCountChecks(schema.dataset_constraints, reader)
  const names = [{ name: nameOf(path) }, ...environments.map((name) => ({ name }))]
  refuseRepeats(names, { reader, what: 'object', path: (at) => ['default_environment', at - 1] })
  return [null, ...environments].map((environment, at) => objectOf({ name: names[at]?.name ?? '', environment, features, ofRows }))
}

interface Described extends FeatureRead {
  readonly message: Message<'Feature'>
  readonly at: number
}

function readFeatures(schema: Message<'Schema'>, reader: ContractReader): readonly Described[] {
  const domains = readDomains(schema, reader)
  if (!schema.feature?.length) reader.refuse('MISSING_KEY', 'a schema without a feature has nothing to check', { path: [] })
  const read = schema.feature?.flatMap((message, at): readonly Described[] => {
    const path = ['feature', at]
    const { name, type } = message
    if (name === undefined || name === '') reader.refuse('MISSING_KEY', '"name" is missing', { path })
    if (type === undefined) reader.refuse('MISSING_KEY', '"type" is missing', { path, hint: 'known are: BYTES, INT, FLOAT' })
    if (type === 'STRUCT' || type === 'TYPE_UNKNOWN')
      reader.refuse('UNSUPPORTED_CHECK', `type ${type} cannot be checked`, { path: [...path, 'type', 0], hint: 'known are: BYTES, INT, FLOAT' })
    if (name === undefined || name === '' || type === undefined || type === 'STRUCT' || type === 'TYPE_UNKNOWN') return []
    return [{ message, at, ...featureChecks({ name, type, message, path, domains, reader }) }]
  })
  const found = read ?? []
  const columns = found.map(({ column }) => column)
  refuseRepeats(columns, { reader, what: 'feature', path: (index) => ['feature', found[index]?.at ?? 0, 'name', 0] })
  return found
}

function readDomains(schema: Message<'Schema'>, reader: ContractReader): ReadonlyMap<string, readonly string[]> {
  const domains = new Map<string, readonly string[]>()
  for (const [at, { name, value = [] }] of schema.string_domain?.entries() ?? []) {
    const path = ['string_domain', at]
    if (name === undefined) reader.refuse('MISSING_KEY', 'a string_domain of the schema needs a name', { path })
    else if (domains.has(name)) reader.refuse('DUPLICATE_NAME', `the string_domain "${name}" is described twice`, { path: [...path, 'name', 0] })
    if (value.length === 0) reader.refuse('INVALID_VALUE', 'a string_domain without values', { path })
    refuseRepeated(value, (index) =>
      reader.refuse('INVALID_VALUE', `${JSON.stringify(value[index])} is listed twice`, { path: [...path, 'value', index] }),
    )
    domains.set(name ?? '', value)
  }
  return domains
}

/** TFDV looks at a max_examples_count only where there is a min_examples_count; here each is held for itself. */
function rowCountChecks(constraints: Message<'DatasetConstraints'> | undefined, reader: ContractReader): readonly Check[] {
  if (!constraints) return []
  const path = ['dataset_constraints', 0]
  refuseFields('DatasetConstraints', constraints, { path, reader })
  const { min_examples_count: low, max_examples_count: high } = constraints
  const line = (field: string) => reader.line([...path, field, 0])
  const head = { kind: 'row_count', severity: 'error' } as const
  return [
    ...(low === undefined
      ? []
      : [
          {
            ...head,
            id: 'min_examples',
            line: line('min_examples_count'),
            condition: { ...none, operator: 'greater_or_equal', value: Number(low) },
          } as const,
        ]),
    ...(high === undefined
      ? []
      : [
          {
            ...head,
            id: 'max_examples',
            line: line('max_examples_count'),
            condition: { ...none, operator: 'less_or_equal', value: Number(high) },
          } as const,
        ]),
  ]
}

interface Asked {
  readonly name: string
  readonly environment: string | null
  readonly features: readonly Described[]
  readonly ofRows: readonly Check[]
}

/** The features that an environment has. Others may not be there, save those of which nothing is checked. */
function objectOf({ name, environment, features, ofRows }: Asked): ContractObject {
  const known = features.filter(({ message, note }) => note !== null || isExpected(message, environment))
  const names = known.map(({ column }) => column.name)
  const columns: Check = { kind: 'columns', id: 'columns', severity: 'error', line: 1, names, match: 'subset' }
  return {
    name,
    columns: known.map(({ column }) => column),
    checks: withUniqueIds([...known.flatMap(({ checks }) => checks), columns, ...ofRows]),
    text: null,
    notes: known.flatMap(({ note }) => note ?? []),
  }
}

/** @example nameOf('contracts/flights.schema.pbtxt') // 'flights' */
function nameOf(path: string): string {
  return path.split('/').at(-1)?.split('.')[0] || 'rows'
}
