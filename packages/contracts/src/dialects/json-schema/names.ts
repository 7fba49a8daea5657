import type { CheckKind } from '../../check.ts'

const ofColumns: Readonly<Record<string, CheckKind | readonly CheckKind[]>> = {
  type: 'type',
  enum: 'in_set',
  const: 'in_set',
  minimum: 'range',
  exclusiveMinimum: 'range',
  maximum: 'range',
  exclusiveMaximum: 'range',
  multipleOf: 'multiple_of',
  minLength: 'length',
  maxLength: 'length',
  pattern: 'pattern',
  format: ['format', 'row_json_schema'],
  required: ['column_present', 'not_null', 'row_json_schema'],
  additionalProperties: 'columns',
  unevaluatedProperties: ['columns', 'row_json_schema'],
}

const ofValidator = [
  ...['properties', 'items', 'prefixItems', 'additionalItems', 'unevaluatedItems', 'contains', 'minContains', 'maxContains'],
  ...['minItems', 'maxItems', 'uniqueItems', 'patternProperties', 'propertyNames', 'minProperties', 'maxProperties', 'dependencies'],
  ...['dependentRequired', 'dependentSchemas', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', '$ref', '$dynamicRef'],
]

/** What each keyword of a row's schema becomes. What stands deeper goes to the validator as it is written. */
export const jsonSchemaNames: Readonly<Record<string, CheckKind | readonly CheckKind[]>> = {
  ...ofColumns,
  ...Object.fromEntries(ofValidator.map((name) => [name, 'row_json_schema' as const])),
}

/** What is refused, why, and what to do instead. */
export const jsonSchemaRefused: Readonly<Record<string, string>> = {
  'patternProperties of the row': 'the columns of a table have names that are known: list them under properties',
  'additionalProperties of the row, with a schema': 'columns that nobody names are not read: list them under properties',
  'minProperties, maxProperties, propertyNames, enum, const of an open row':
    'they are about keys that nobody names: add additionalProperties: false beside properties',
  'format idn-email, idn-hostname, iri, iri-reference': 'texts of any script cannot be told: say it with a pattern',
  'integers beyond 2^53': 'they are not exact in JSON: leave out a bound that every 64-bit integer keeps',
  $vocabulary: 'it belongs into a meta-schema',
}
