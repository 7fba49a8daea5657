import { describe, expect, it } from 'vitest'
import { finding } from './fixtures/compiled-findings.ts'

const day = 86_400_000
const fresh = (value: string, { maxAgeMs = day, now = '2024-03-01T12:00:00Z' }: { maxAgeMs?: number; now?: string | null } = {}) =>
  finding({ kind: 'freshness', column: 't', maxAgeMs }, { select: `select unnest([${value}, null]) as t`, now })

describe('freshness', () => {
  it('passes up to the greatest age, to the millisecond', async () => {
    expect(await fresh("TIMESTAMP '2024-02-29 12:00:00'")).toMatchObject({ outcome: 'pass', observed: '2024-02-29T12:00:00.000Z', message: null })
    expect(await fresh("TIMESTAMP '2024-02-29 11:59:59.999'")).toMatchObject({
      outcome: 'fail',
      message: 'the newest value is 1 d old',
    })
    expect(await fresh("TIMESTAMP '2024-02-26 09:30:00'")).toMatchObject({ outcome: 'fail', message: 'the newest value is 4 d 2 h old' })
  })

  it('takes a day from its first moment, and zones for what they are', async () => {
    expect(await fresh("DATE '2024-03-01'")).toMatchObject({ outcome: 'pass', observed: '2024-03-01T00:00:00.000Z' })
    expect(await fresh("DATE '2024-02-29'")).toMatchObject({ outcome: 'fail' })
    expect(await fresh("TIMESTAMPTZ '2024-03-01 10:00:00+02'")).toMatchObject({ outcome: 'pass', observed: '2024-03-01T08:00:00.000Z' })
    expect(await fresh("TIMESTAMP_NS '2024-03-01 11:00:00.123456789'")).toMatchObject({ outcome: 'pass', observed: '2024-03-01T11:00:00.123Z' })
    expect(await fresh("TIMESTAMP '1969-12-31 23:59:59'", { now: '1970-01-01T00:00:00Z' })).toMatchObject({ outcome: 'pass' })
  })

  it('fails values of the future, and columns without values', async () => {
    expect(await fresh("TIMESTAMP '2024-03-01 12:00:00.001'")).toMatchObject({ outcome: 'fail', message: 'the newest value lies 1 ms in the future' })
    expect(await fresh('null::DATE')).toMatchObject({ outcome: 'fail', message: 'column "t" has no values' })
  })

  it('cannot be decided without the time, of other types, or of an infinite day', async () => {
    const message = 'the age of data needs the time by which it is told, and none was given'
    expect(await fresh("DATE '2024-03-01'", { now: null })).toMatchObject({ outcome: 'error', message })
    expect(await fresh("DATE '2024-03-01'", { now: 'today' })).toMatchObject({ outcome: 'error', message })
    expect(await fresh("'2024-03-01'")).toMatchObject({ outcome: 'error', message: 'column "t" is VARCHAR, not date or timestamp' })
    expect(await fresh("DATE 'infinity'")).toMatchObject({ outcome: 'error', message: 'the newest value of column "t" is infinity' })
  })
})
