import { z } from 'zod'
import type { Bound } from '../../check.ts'
import type { Condition } from '../../condition.ts'
import type { LogicalType } from '../../logical-type.ts'
import { type BoundEnd, boundEnd, commonType } from '../python/bound-end.ts'
import type { Asked } from './expectation.ts'

const bound = z.union([z.number(), z.string()]).nullish()
const strict = z.boolean().nullish()
export const boundKeys = { min_value: bound, max_value: bound, strict_min: strict, strict_max: strict }
export interface BoundKwargs {
  readonly min_value?: number | string | null | undefined
  readonly max_value?: number | string | null | undefined
  readonly strict_min?: boolean | null | undefined
  readonly strict_max?: boolean | null | undefined
}

export interface Range {
  readonly minimum: Bound | null
  readonly maximum: Bound | null
  readonly type: LogicalType
}

/** Both ends, which are numbers, dates (with or without a time), or other texts; null with the problem noted. */
export function readRange({ kwargs, path, reader, name }: Asked<BoundKwargs>): Range | null {
  const [low, high] = [kwargs.min_value ?? null, kwargs.max_value ?? null]
  if (low === null && high === null) {
    reader.refuse('MISSING_KEY', `${name} needs min_value, max_value or both`, { path })
    return null
  }
  const [minimum, maximum] = [readEnd(low, 'min_value'), readEnd(high, 'max_value')]
  function readEnd(value: number | string | null, key: string): BoundEnd | null {
    const end = value === null ? null : boundEnd(value)
    if (!end || !('fault' in end)) return end
    reader.refuse('INVALID_VALUE', `${key}: ${JSON.stringify(value)} ${end.fault}`, { path: [...path, key] })
    return null
  }
  if ((low !== null && !minimum) || (high !== null && !maximum)) return null
  const type = commonType(minimum, maximum)
  if (!type) reader.refuse('INVALID_VALUE', 'min_value and max_value are of two types', { path })
  else if (minimum && maximum && minimum.value > maximum.value) reader.refuse('INVALID_VALUE', 'min_value exceeds max_value', { path })
  else
    return {
      type,
      minimum: minimum && { value: minimum.value, exclusive: kwargs.strict_min === true },
      maximum: maximum && { value: maximum.value, exclusive: kwargs.strict_max === true },
    }
  return null
}

/** The ends of a number of things as a condition: whole numbers, so that beyond 4 is from 5 on. Null with the problem noted. */
export function countCondition(asked: Asked<BoundKwargs>): Condition | null {
  const range = readRange(asked)
  if (!range) return null
  const { minimum, maximum } = range
  if (range.type !== 'number') {
    asked.reader.refuse('INVALID_VALUE', 'min_value and max_value are numbers', { path: asked.path })
    return null
  }
  const low = minimum && (minimum.exclusive ? Math.floor(Number(minimum.value)) + 1 : Math.ceil(Number(minimum.value)))
  const high = maximum && (maximum.exclusive ? Math.ceil(Number(maximum.value)) - 1 : Math.floor(Number(maximum.value)))
  if (low !== null && high !== null) return { operator: 'between', low, high, unit: 'rows' }
  if (low !== null) return { operator: 'greater_or_equal', value: low, unit: 'rows' }
  return { operator: 'less_or_equal', value: high ?? 0, unit: 'rows' }
}
