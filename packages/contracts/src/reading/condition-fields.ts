import { z } from 'zod'

const operand = z.number().optional()
const pair = z.tuple([z.number(), z.number()]).optional()

/** The operators of a condition as they are written: those of ODCS, which ours are too. */
export const conditionFields = {
  mustBe: operand,
  mustNotBe: operand,
  mustBeGreaterThan: operand,
  mustBeGreaterOrEqualTo: operand,
  mustBeLessThan: operand,
  mustBeLessOrEqualTo: operand,
  mustBeBetween: pair,
  mustNotBeBetween: pair,
} as const
export type ConditionFields = z.infer<z.ZodObject<typeof conditionFields>>

/** What the numbers beside the operators are: a count of rows, or a percentage. */
export const unitField = { unit: z.enum(['rows', 'percent']).optional() } as const
