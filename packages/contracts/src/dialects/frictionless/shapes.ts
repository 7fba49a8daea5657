import { z } from 'zod'
import { itemTypes } from './field-types.ts'

// The descriptors of Data Package v1 and v2 (datapackage.org/standard), and what frictionless-py adds to them. Keys that describe and
// check nothing are `documentation`; keys that would check something that we cannot are refused by name.

const documentation = z.unknown().optional()
const later = z.unknown().optional()
const text = z.string().optional()

const described = {
  $schema: text,
  profile: text,
  name: text,
  title: documentation,
  description: documentation,
  homepage: documentation,
  sources: documentation,
  licenses: documentation,
}

export const packageSchema = z.strictObject({
  ...described,
  resources: z.array(z.unknown()).min(1),
  id: documentation,
  image: documentation,
  version: documentation,
  created: documentation,
  keywords: documentation,
  contributors: documentation,
})

export const resourceSchema = z.strictObject({
  ...described,
  name: z.string().min(1),
  type: text,
  path: z.union([z.string(), z.array(z.string())]).optional(),
  scheme: documentation,
  mediatype: documentation,
  format: text,
  encoding: text,
  compression: text,
  bytes: z.int().nonnegative().optional(),
  hash: text,
  rows: z.int().nonnegative().optional(),
  fields: z.int().nonnegative().optional(),
  dialect: later,
  schema: later,
  data: later,
  extrapaths: later,
  innerpath: later,
  checklist: later,
  pipeline: later,
  stats: later,
})
export type Resource = z.infer<typeof resourceSchema>

/** One name, or several. */
const names = z.union([z.string(), z.array(z.string()).min(1)])
export const tableSchema = z.strictObject({
  $schema: text,
  name: text,
  title: documentation,
  description: documentation,
  fields: z.array(z.unknown()).min(1),
  fieldsMatch: z.enum(['exact', 'equal', 'subset', 'superset', 'partial']).optional(),
  missingValues: later,
  primaryKey: names.optional(),
  uniqueKeys: z.array(names).min(1).optional(),
  foreignKeys: z.array(z.unknown()).optional(),
})
export type TableSchema = z.infer<typeof tableSchema>

export const foreignKeySchema = z.strictObject({
  fields: names,
  reference: z.strictObject({ resource: text, fields: names }),
})

export const fieldSchema = z.strictObject({
  name: z.string().min(1),
  type: text,
  format: text,
  title: documentation,
  description: documentation,
  example: documentation,
  rdfType: documentation,
  constraints: later,
  missingValues: later,
  categories: later,
  categoriesOrdered: z.boolean().optional(),
  decimalChar: z.string().min(1).optional(),
  groupChar: z.string().optional(),
  bareNumber: z.boolean().optional(),
  floatNumber: z.boolean().optional(),
  trueValues: z.array(z.string()).min(1).optional(),
  falseValues: z.array(z.string()).min(1).optional(),
  delimiter: z.string().min(1).optional(),
  itemType: z.enum(itemTypes).optional(),
  arrayItem: later,
})
export type Field = z.infer<typeof fieldSchema>

const length = z.int().nonnegative().optional()
const bound = z.union([z.string(), z.number()]).optional()
export const constraintsSchema = z.strictObject({
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  minLength: length,
  maxLength: length,
  minimum: bound,
  maximum: bound,
  exclusiveMinimum: bound,
  exclusiveMaximum: bound,
  pattern: text,
  enum: z.array(z.unknown()).min(1).optional(),
  jsonSchema: z.record(z.string(), z.unknown()).optional(),
})
export type Constraints = z.infer<typeof constraintsSchema>

export const missingValueSchema = z.strictObject({ value: z.string(), label: text })
export const categorySchema = z.strictObject({ value: z.union([z.string(), z.number()]), label: text })

const character = z.string().length(1).optional()
const csv = {
  delimiter: z.string().min(1).optional(),
  lineTerminator: text,
  quoteChar: z.string().max(1).nullable().optional(),
  doubleQuote: z.boolean().optional(),
  escapeChar: character.nullable(),
  nullSequence: z.string().nullable().optional(),
  skipInitialSpace: z.boolean().optional(),
}
export const csvSchema = z.strictObject(csv)
export const dialectSchema = z.strictObject({
  ...csv,
  $schema: text,
  name: documentation,
  title: documentation,
  description: documentation,
  csvddfVersion: documentation,
  header: z.boolean().optional(),
  headerRows: z.array(z.int().positive()).optional(),
  headerJoin: text,
  headerCase: z.boolean().optional(),
  caseSensitiveHeader: z.boolean().optional(),
  commentChar: z.string().nullable().optional(),
  commentRows: z.array(z.int().positive()).optional(),
  skipBlankRows: z.boolean().optional(),
  property: later,
  itemType: later,
  itemKeys: later,
  sheetNumber: later,
  sheetName: later,
  table: later,
  csv: later,
})
export type TableDialect = z.infer<typeof dialectSchema>
