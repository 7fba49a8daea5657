import type { z } from 'zod'
import type { Complaint } from '../leaf.ts'
import type { MetricNames } from '../metric-names.ts'
import type { Path } from '../source-document.ts'

/** A complaint about the value, or the key, at a path below the model. */
export interface Objection extends Complaint {
  readonly path: Path
  readonly at: 'key' | 'value'
}

/** One model as it stands in the file: of the right shape only where `readPart` says so. */
export interface UncheckedModel {
  readonly name: string
  readonly raw: Readonly<Record<string, unknown>>
  readonly metrics: MetricNames
}

/** A part of the file where it has the right shape; null where it is absent or the shape's own problems say enough. */
export function readPart<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const parsed = schema.safeParse(value)
  return parsed.success ? parsed.data : null
}

/** The keys of a map that may be anything. */
export function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {}
}
