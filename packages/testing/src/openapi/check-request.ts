import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly schema: Record<string, unknown>
}

export interface DescribedOperation {
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: Record<string, unknown> | null
  readonly bodyRequired: boolean
  /** The body is a file, not JSON. */
  readonly bytes: boolean
}

export interface RequestParts {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly json: unknown
  readonly hasBody: boolean
}

interface Subset {
  readonly source: string
  readonly operations: Readonly<Record<string, DescribedOperation>>
}

/** GitHub's description of the requests in use; made by scripts/openapi-subset.mjs. */
export function readSubset(): Subset {
  return JSON.parse(readFileSync(new URL('./subset.json', import.meta.url), 'utf8')) as Subset
}

type Check = (parts: RequestParts) => string[]

/** A checker of requests; it answers what is wrong, one sentence each, and nothing for a valid request. */
export function requestChecker(): (operation: string, parts: RequestParts) => string[] {
  const { operations } = readSubset()
  const strict = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  const coercing = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: true })
  const checks = new Map<string, Check>()
  return (id, parts) => {
    const described = operations[id]
    if (described === undefined) return [`${id} is not in the OpenAPI subset`]
    const check = checks.get(id) ?? compile(described, strict, coercing)
    checks.set(id, check)
    return check(parts).map((problem) => `${id}: ${problem}`)
  }
}

function compile(described: DescribedOperation, strict: Ajv, coercing: Ajv): Check {
  const parameters = described.parameters
    .filter((one) => one.in !== 'header')
    .map((one) => ({ ...one, validate: coercing.compile(wrapped(one.schema)) }))
  const body = described.body === null ? null : strict.compile(described.body)
  return (parts) => [...checkParameters(parameters, parts), ...checkUnknown(described, parts), ...checkBody(described, body, parts)]
}

/** Coercion happens inside an object, not at the root. */
const wrapped = (schema: Record<string, unknown>): Record<string, unknown> => ({ type: 'object', properties: { value: schema } })

function checkParameters(parameters: readonly (Parameter & { validate: ValidateFunction })[], { params, query }: RequestParts): string[] {
  return parameters.flatMap(({ name, in: place, required, schema, validate }) => {
    const text = place === 'path' ? params[name] : (query.get(name) ?? undefined)
    if (text === undefined) return required && name !== 'path' ? [`${place} parameter "${name}" is missing`] : []
    const value = schema.type === 'array' ? text.split(',') : text
    return validate({ value }) ? [] : [`${place} parameter "${name}" is not valid: ${text} ${messages(validate)}`]
  })
}

function checkUnknown({ parameters, body }: DescribedOperation, { query, json }: RequestParts): string[] {
  const known = new Set(parameters.filter((one) => one.in === 'query').map((one) => one.name))
  const queries = [...query.keys()].filter((name) => !known.has(name)).map((name) => `unknown query parameter "${name}"`)
  const properties = body?.type === 'object' && body.additionalProperties !== true ? body.properties : undefined
  if (typeof properties !== 'object' || properties === null || typeof json !== 'object' || json === null) return queries
  return [
    ...queries,
    ...Object.keys(json)
      .filter((name) => !(name in properties))
      .map((name) => `unknown body property "${name}"`),
  ]
}

function checkBody({ bodyRequired, bytes }: DescribedOperation, validate: ValidateFunction | null, { json, hasBody }: RequestParts): string[] {
  if (bytes) return []
  if (!hasBody) return bodyRequired ? ['the body is missing'] : []
  if (validate === null) return ['this operation takes no body']
  return validate(json) ? [] : [`the body is not valid: ${messages(validate)}`]
}

const messages = (validate: ValidateFunction): string =>
  (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`.trim()).join('; ')
