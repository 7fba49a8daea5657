import { z } from 'zod'
import { conditionFields, unitField } from '../../reading/condition-fields.ts'
import { described, maxNameLength } from './odcs-schema.ts'

export const metrics = ['nullValues', 'missingValues', 'invalidValues', 'duplicateValues', 'rowCount'] as const
export type Metric = (typeof metrics)[number]
/** Names that `rule` had in v3.0. */
export const rules = { nullCheck: 'nullValues', duplicateCount: 'duplicateValues', validValues: 'invalidValues' } as const satisfies Record<
  string,
  Metric
>

const documentation = z.unknown().optional()
const scalar = z.union([z.string(), z.number(), z.boolean()])
// A null is never invalid, listed or not: every check but those of nulls skips it.
const validValues = z
  .array(z.union([scalar, z.null()]))
  .min(1)
  .optional()
/** A query may yield a truth value. */
const equalOperand = z.union([z.number(), z.boolean()]).optional()

export const qualitySchema = z.strictObject({
  ...described,
  name: z.string().min(1).max(maxNameLength).optional(),
  type: z.enum(['library', 'sql', 'text', 'custom']).optional(),
  metric: z.enum(metrics).optional(),
  rule: z.enum([...metrics, 'nullCheck', 'duplicateCount', 'validValues']).optional(),
  query: z.string().optional(),
  arguments: z.unknown().optional(),
  validValues,
  ...conditionFields,
  mustBe: equalOperand,
  mustNotBe: equalOperand,
  ...unitField,
  severity: z.string().optional(),
  engine: z.string().min(1).optional(),
  implementation: z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]).optional(),
  dimension: documentation,
  method: documentation,
  businessImpact: documentation,
  schedule: documentation,
  scheduler: documentation,
})
export type Quality = z.infer<typeof qualitySchema>

export const argumentsSchema = z.strictObject({
  validValues,
  pattern: z.string().optional(),
  missingValues: z
    .array(z.union([scalar, z.null()]))
    .min(1)
    .optional(),
  properties: z.array(z.string()).min(1).optional(),
})
export type QualityArguments = z.infer<typeof argumentsSchema>
