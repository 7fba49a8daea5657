import type { LogicalType } from '../../logical-type.ts'
import { boundValue } from '../odcs/range-bounds.ts'

/** One end of a range as Python tools write it: a number, a moment without a zone, or another text. */
export interface BoundEnd {
  readonly value: number | string
  readonly type: LogicalType
}

/** The end, or why it is none. @example boundEnd('2020-01-01T10:00') // { value: '2020-01-01 10:00', type: 'timestamp' } */
export function boundEnd(value: number | string): BoundEnd | { readonly fault: string } {
  if (typeof value === 'number') return boundValue('number', value) === null ? { fault: 'is beyond 2^53 and not exact' } : { value, type: 'number' }
  for (const type of ['date', 'timestamp'] as const) {
    const written = boundValue(type, value.replace(/(\.\d{6})0+$/, '$1'))
    if (typeof written === 'string') return { value: written, type }
  }
  if (/^\d{4}-\d{2}-\d{2}[T ][\d:.]+[+-]\d{2}:?\d{2}$/.test(value)) return { fault: 'has an offset: write the moment in UTC, without it' }
  return { value, type: 'string' }
}

/** The type of both ends; null where they do not compare. A day beside a moment is the midnight that begins it. */
export function commonType(minimum: BoundEnd | null, maximum: BoundEnd | null): LogicalType | null {
  const [one, other] = [minimum ?? maximum, maximum ?? minimum]
  if (!one || !other || one.type === other.type) return one?.type ?? null
  const moments: readonly LogicalType[] = ['date', 'timestamp']
  return moments.includes(one.type) && moments.includes(other.type) ? 'timestamp' : null
}
