import { z } from 'zod'
import type { Bound, Check, CheckKind, Scalar } from '../check.ts'
import type { Condition } from '../condition.ts'
import type { ContractErrorCode } from '../errors.ts'
import type { Filter } from '../filter.ts'
import { type ConditionFields, conditionFields, unitField } from '../reading/condition-fields.ts'

type WithoutHead<C> = C extends Check ? Omit<C, 'id' | 'severity' | 'line'> : never
/** A check but for what all checks have. */
export type CheckBody = WithoutHead<Check>

/** What the fields of a check are read with. Each notes its problems and hands back something to go on with. */
export interface OwnTools {
  /** The column that is named, or else the one under which the check stands. */
  column(written: string | undefined): string
  columns(written: readonly string[], key: string): readonly string[]
  /** The columns that are named, or else the one under which the check stands. */
  columnsOrOwn(written: readonly string[] | undefined): readonly string[]
  filter(written: string, key: string): Filter
  /** How many rows may fail, and which count. */
  rows(given: RowFields): { readonly condition: Condition; readonly where: Filter | null }
  where(written: string | undefined): Filter | null
  /** Exactly one operator. */
  condition(given: ConditionFields): Condition
  /** At least one end, of numbers unless `type` says otherwise. */
  bounds(given: BoundFields & { readonly type?: string | undefined }): { readonly minimum: Bound | null; readonly maximum: Bound | null }
  table(written: string): string
  /** Columns of another table. */
  columnsOf(table: string, written: readonly string[], key: string): readonly string[]
  query(written: string, key: string): string
  refuse(
    code: ContractErrorCode,
    message: string,
    told: { readonly key: string; readonly path?: readonly (string | number)[]; readonly hint?: string | null },
  ): void
}

export interface OwnKind {
  /** The fields that it takes. */
  readonly shape: z.ZodRawShape
  build(given: unknown, tools: OwnTools): CheckBody
}
/** Some kinds; that none is missing from all of them together is asked where they are put together. */
export type OwnKinds = { readonly [kind in CheckKind]?: OwnKind }

/** A kind of check with its fields, and how they become one. */
export function own<S extends z.ZodRawShape>(shape: S, build: (given: z.infer<z.ZodObject<S>>, tools: OwnTools) => CheckBody): OwnKind {
  const schema = z.object(shape)
  return { shape, build: (given, tools) => build(schema.parse(given), tools) }
}

export const name = z.string().min(1)
export const names = z.array(name).min(1)
export const scalar: z.ZodType<Scalar> = z.union([z.string(), z.number(), z.boolean()])
export const scalars = z.array(scalar).min(1)

export const whereField = { where: z.string().optional() } as const
export const rowFields = {
  ...whereField,
  ...conditionFields,
  ...unitField,
  mostly: z.number().min(0).max(1).optional(),
} as const
export type RowFields = z.infer<z.ZodObject<typeof rowFields>>

export const columnField = { column: name.optional() } as const
export const valueFields = { ...columnField, ...rowFields } as const

const bound = z.number().optional()
export const boundFields = { minimum: bound, maximum: bound, exclusiveMinimum: bound, exclusiveMaximum: bound } as const
export type BoundFields = { readonly [K in keyof typeof boundFields]?: number | string | undefined }

export const ignoreField = { ignore: z.enum(['any_null', 'all_null', 'never']).default('any_null') } as const
