import { z } from 'zod'
import { logicalTypes } from '../../logical-type.ts'

// The Open Data Contract Standard v3 (bitol-io.github.io/open-data-contract-standard), as far as it speaks about rows. Keys that
// describe and check nothing are `documentation`; keys that would check something that we cannot are refused by name later.

const documentation = z.unknown().optional()
/** Ids of checks travel in records, which have room for so many characters. */
const maxNameLength = 200
const described = {
  id: z.string().min(1).max(maxNameLength).optional(),
  description: documentation,
  businessName: documentation,
  authoritativeDefinitions: documentation,
  tags: documentation,
  customProperties: documentation,
}

export const contractSchema = z.strictObject({
  ...described,
  apiVersion: z.string(),
  kind: z.literal('DataContract'),
  name: z.string().optional(),
  version: documentation,
  status: documentation,
  domain: documentation,
  tenant: documentation,
  dataProduct: documentation,
  servers: documentation,
  team: documentation,
  roles: documentation,
  support: documentation,
  price: documentation,
  slaProperties: documentation,
  slaDefaultElement: documentation,
  contractCreatedTs: documentation,
  schema: z.array(z.unknown()).min(1),
})

export const objectSchema = z.strictObject({
  ...described,
  name: z.string().min(1).max(maxNameLength),
  physicalName: z.string().optional(),
  physicalType: documentation,
  logicalType: z.literal('object').optional(),
  dataGranularityDescription: documentation,
  properties: z.array(z.unknown()).min(1),
  quality: z.array(z.unknown()).optional(),
  relationships: z.unknown().optional(),
})

export const propertySchema = z.strictObject({
  ...described,
  name: z.string().min(1).max(maxNameLength),
  physicalName: z.string().min(1).optional(),
  logicalType: z.enum([...logicalTypes, 'object', 'array']).optional(),
  physicalType: z.string().optional(),
  logicalTypeOptions: z.unknown().optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  primaryKey: z.boolean().optional(),
  primaryKeyPosition: z.int().optional(),
  partitioned: documentation,
  partitionKeyPosition: documentation,
  classification: documentation,
  encryptedName: documentation,
  criticalDataElement: documentation,
  transformSourceObjects: documentation,
  transformLogic: documentation,
  transformDescription: documentation,
  examples: documentation,
  quality: z.array(z.unknown()).optional(),
  relationships: z.unknown().optional(),
  items: z.unknown().optional(),
  properties: z.unknown().optional(),
})
export type Property = z.infer<typeof propertySchema>

const length = z.int().nonnegative().optional()
const stringOptions = z.strictObject({ minLength: length, maxLength: length, pattern: z.string().optional(), format: z.unknown().optional() })
const bounds = <T extends z.ZodType>(bound: T) => ({
  minimum: bound.optional(),
  maximum: bound.optional(),
  exclusiveMinimum: bound.optional(),
  exclusiveMaximum: bound.optional(),
  format: z.unknown().optional(),
})
const numberOptions = z.strictObject({ ...bounds(z.number()), multipleOf: z.unknown().optional() })
const timeOptions = z.strictObject({ ...bounds(z.string()), timezone: z.unknown().optional(), defaultTimezone: z.unknown().optional() })

/** The options that each logical type takes. */
export const optionSchemas = {
  string: stringOptions,
  integer: numberOptions,
  number: numberOptions,
  boolean: z.strictObject({}),
  date: timeOptions,
  timestamp: timeOptions,
  time: timeOptions,
} as const

export const metrics = ['nullValues', 'missingValues', 'invalidValues', 'duplicateValues', 'rowCount'] as const
export type Metric = (typeof metrics)[number]
/** Names that `rule` had in v3.0. */
export const rules = { nullCheck: 'nullValues', duplicateCount: 'duplicateValues', validValues: 'invalidValues' } as const satisfies Record<
  string,
  Metric
>

const scalar = z.union([z.string(), z.number(), z.boolean()])
const operand = z.number().optional()
const pair = z.tuple([z.number(), z.number()]).optional()
export const qualitySchema = z.strictObject({
  ...described,
  name: z.string().min(1).max(maxNameLength).optional(),
  type: z.enum(['library', 'sql', 'text', 'custom']).optional(),
  metric: z.enum(metrics).optional(),
  rule: z.enum([...metrics, 'nullCheck', 'duplicateCount', 'validValues']).optional(),
  query: z.string().optional(),
  arguments: z.unknown().optional(),
  validValues: z.array(scalar).min(1).optional(),
  mustBe: operand,
  mustNotBe: operand,
  mustBeGreaterThan: operand,
  mustBeGreaterOrEqualTo: operand,
  mustBeLessThan: operand,
  mustBeLessOrEqualTo: operand,
  mustBeBetween: pair,
  mustNotBeBetween: pair,
  unit: z.enum(['rows', 'percent']).optional(),
  severity: z.string().optional(),
  dimension: documentation,
  method: documentation,
  businessImpact: documentation,
  schedule: documentation,
  scheduler: documentation,
  engine: documentation,
  implementation: documentation,
})
export type Quality = z.infer<typeof qualitySchema>

export const argumentsSchema = z.strictObject({
  validValues: z.array(scalar).min(1).optional(),
  pattern: z.string().optional(),
  missingValues: z
    .array(z.union([scalar, z.null()]))
    .min(1)
    .optional(),
  properties: z.array(z.string()).min(1).optional(),
})
export type QualityArguments = z.infer<typeof argumentsSchema>
