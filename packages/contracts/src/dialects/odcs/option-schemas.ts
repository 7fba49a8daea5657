import { z } from 'zod'

const count = z.int().nonnegative().optional()

const stringOptions = z.strictObject({ minLength: count, maxLength: count, pattern: z.string().optional(), format: z.string().optional() })

// Until v3.0.2 the exclusive ends were truth values beside `minimum` and `maximum`; the text of the standard had them as ends.
const exclusive = z.union([z.number(), z.boolean()]).optional()
const numberOptions = z.strictObject({
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: exclusive,
  exclusiveMaximum: exclusive,
  format: z.string().optional(),
  multipleOf: z.number().positive().optional(),
})
export type NumberOptions = z.infer<typeof numberOptions>

const exclusiveTime = z.union([z.string(), z.boolean()]).optional()
const dateOptions = z.strictObject({
  minimum: z.string().optional(),
  maximum: z.string().optional(),
  exclusiveMinimum: exclusiveTime,
  exclusiveMaximum: exclusiveTime,
  format: z.string().optional(),
})
const timeOptions = dateOptions.extend({ timezone: z.boolean().optional(), defaultTimezone: z.string().optional() })
export type TimeOptions = z.infer<typeof timeOptions>
export type StringOptions = z.infer<typeof stringOptions>

/** The options that each logical type takes. */
export const optionSchemas = {
  string: stringOptions,
  integer: numberOptions,
  number: numberOptions,
  boolean: z.strictObject({}),
  date: dateOptions,
  timestamp: timeOptions,
  time: timeOptions,
  object: z.strictObject({ minProperties: count, maxProperties: count, required: z.array(z.string()).min(1).optional() }),
  array: z.strictObject({ minItems: count, maxItems: count, uniqueItems: z.boolean().optional() }),
} as const
