import type { AnySchema, ValidateFunction } from 'ajv'
import type { JsonSchema } from '../check.ts'
import { ContractError } from '../errors.ts'
import type { JsonSchemaDraft } from './draft.ts'
import { validator } from './validator.ts'

/** Decides one value. The message names what the schema asks and where in it, never what the value is; null where it is valid. */
export type JsonSchemaTest = (value: unknown) => { readonly valid: boolean; readonly message: string | null }

/**
 * A schema as a test of values that were read from JSON. Formats are asserted in both drafts; a `$ref` stays within the schema.
 * @throws {ContractError} `INVALID_VALUE` where the schema cannot be used; {@link jsonSchemaProblems} tells where in it.
 * @example compileJsonSchema({ type: 'integer' }, '2020-12')(1.5) // { valid: false, message: 'must be integer (#/type)' }
 */
export function compileJsonSchema(schema: JsonSchema, draft: JsonSchemaDraft): JsonSchemaTest {
  const validate = compiled(schema, draft)
  return (value) => {
    if (isValid(validate, value)) return { valid: true, message: null }
    const [first] = validate.errors ?? []
    return { valid: false, message: first ? `${first.message ?? 'is not valid'} (${first.schemaPath})` : 'is not valid' }
  }
}

/** A value that is nested deeper than the stack is not valid, nor is any by a schema that refers to itself without end. */
function isValid(validate: ValidateFunction, value: unknown): boolean {
  try {
    return validate(value) === true
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    validate.errors = null
    return false
  }
}

function compiled(schema: JsonSchema, draft: JsonSchemaDraft): ValidateFunction {
  let validate: ValidateFunction
  try {
    validate = validator(draft).compile(withoutDialect(schema))
  } catch (cause) {
    throw new ContractError('INVALID_VALUE', `a JSON Schema cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
  if ('$async' in validate) throw new ContractError('INVALID_VALUE', 'a JSON Schema cannot be used: "$async" is not JSON Schema')
  return validate
}

/** The schema without its `$schema`: the draft is told, and ajv knows each by one spelling alone. */
export function withoutDialect(schema: JsonSchema): AnySchema {
  if (typeof schema === 'boolean') return schema
  const { $schema: _, ...rest } = schema
  return rest
}
