import { z } from 'zod'
import { logicalTypes } from '../../logical-type.ts'

// The Open Data Contract Standard v3 (bitol-io.github.io/open-data-contract-standard). Keys that describe and check nothing are
// `documentation`; what asks something of rows is read by the module that is named for it.

const documentation = z.unknown().optional()
/** Ids of checks travel in records, which have room for so many characters. */
export const maxNameLength = 200
const name = z.string().min(1).max(maxNameLength)
export const described = {
  id: name.optional(),
  description: documentation,
  businessName: documentation,
  authoritativeDefinitions: documentation,
  tags: documentation,
  customProperties: z.array(z.unknown()).nullish(),
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
  servers: z.array(z.unknown()).nullish(),
  team: documentation,
  roles: documentation,
  support: documentation,
  price: documentation,
  slaProperties: z.array(z.unknown()).nullish(),
  slaDefaultElement: z.string().nullish(),
  contractCreatedTs: documentation,
  schema: z.array(z.unknown()).min(1),
})

export const objectSchema = z.strictObject({
  ...described,
  name,
  physicalName: z.string().optional(),
  physicalType: documentation,
  logicalType: z.literal('object').optional(),
  dataGranularityDescription: documentation,
  properties: z.array(z.unknown()).min(1).optional(),
  quality: z.array(z.unknown()).optional(),
  relationships: z.array(z.unknown()).optional(),
})

export const odcsTypes = [...logicalTypes, 'object', 'array'] as const
export type OdcsType = (typeof odcsTypes)[number]

export const propertySchema = z.strictObject({
  ...described,
  name,
  physicalName: z.string().min(1).optional(),
  logicalType: z.enum(odcsTypes).optional(),
  physicalType: z.string().optional(),
  logicalTypeOptions: z.unknown().optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  primaryKey: z.boolean().optional(),
  primaryKeyPosition: z.int().optional(),
  partitioned: documentation,
  partitionKeyPosition: documentation,
  // Free text; some number their classes.
  classification: z.union([z.string(), z.number()]).nullish(),
  encryptedName: documentation,
  criticalDataElement: documentation,
  transformSourceObjects: documentation,
  transformLogic: documentation,
  transformDescription: documentation,
  examples: documentation,
  quality: z.array(z.unknown()).optional(),
  relationships: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.array(z.unknown()).optional(),
})
export type Property = z.infer<typeof propertySchema>
/** What an array holds: a property that needs no name. */
export const itemSchema = propertySchema.extend({ name: name.optional() })
export type Item = z.infer<typeof itemSchema>
