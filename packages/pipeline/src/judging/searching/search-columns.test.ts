import type { Batch, BatchColumn } from '@seaworthy/datasets'
import { describe, expect, it } from 'vitest'
import { SearchColumns } from './search-columns.ts'

const numbers = (data: readonly number[]): BatchColumn => ({ kind: 'number', data: Float64Array.from(data) })
const texts = (data: readonly (string | null)[]): BatchColumn => ({ kind: 'string', data })
const upTo = (n: number) => Array.from({ length: n }, (_, row) => row)

/** One column in batches of some rows. */
function collected(column: BatchColumn, { batchRows = 1000, mostRows = 200_000, shown = true, quotedEdge = (edge: number) => edge } = {}) {
  const collector = new SearchColumns({ columns: ['x'], isShown: () => shown, quotedEdge, mostRows })
  const total = column.data.length
  collector.begin(total)
  for (let at = 0; at < total; at += batchRows) {
    const data = column.data.slice(at, at + batchRows)
    const part = { kind: column.kind, data } as BatchColumn
    const batch: Batch = { rows: data.length, values: new Map([['x', part]]) }
    collector.append(batch, at)
  }
  const { rows, columns } = collector.done()
  return { rows: [...rows], codes: [...(columns[0]?.codes ?? [])], meaning: columns[0]?.meaning }
}

describe('columns that are searched', () => {
  it('put numbers into eight bins of about equal size, what is missing beyond them', () => {
    const { codes, meaning } = collected(numbers([...upTo(800), Number.NaN]))
    expect(meaning).toEqual({ kind: 'bins', edges: [99, 199, 299, 399, 499, 599, 699] })
    expect([codes[0], codes[99], codes[100], codes[799], codes[800]]).toEqual([0, 0, 1, 7, 8])
    expect(upTo(8).map((bin) => codes.filter((code) => code === bin).length)).toEqual(upTo(8).map(() => 100))
  })

  it('quote edges as they may be quoted, which moves no row', () => {
    const exact = collected(numbers(upTo(800)))
    const quoted = collected(numbers(upTo(800)), { quotedEdge: (edge) => Math.round(edge / 100) * 100 })
    expect(quoted).toEqual({ ...exact, meaning: { kind: 'bins', edges: [100, 200, 300, 400, 500, 600, 700] } })
  })

  it('choose bins by all rows, though they see ten thousand at first', () => {
    const { codes, meaning } = collected(numbers(upTo(40_000).map((row) => (row * 7919) % 1000)))
    expect(meaning?.kind === 'bins' && meaning.edges).toHaveLength(7)
    const sizes = upTo(8).map((bin) => codes.filter((code) => code === bin).length)
    expect(Math.min(...sizes)).toBeGreaterThan(4700)
    expect(Math.max(...sizes)).toBeLessThan(5300)
  })

  it('keep few different numbers apart, and make one bin of one', () => {
    expect(collected(numbers(upTo(900).map((row) => row % 3))).meaning).toEqual({ kind: 'bins', edges: [0, 1] })
    expect(collected(numbers(upTo(900).map(() => 5))).meaning).toEqual({ kind: 'bins', edges: [] })
    expect(new Set(collected(numbers(upTo(900).map(() => Number.NaN))).codes)).toEqual(new Set([1]))
  })

  it('name the fifteen commonest texts; the rest has no name', () => {
    const { codes, meaning } = collected(texts(upTo(2000).map((row) => (row % 2 === 0 ? 'often' : `t${row % 40}`))))
    expect(meaning?.kind === 'categories' && [meaning.values.length, meaning.values[0], meaning.values[15]]).toEqual([16, 'often', null])
    expect(codes[0]).toBe(0)
    expect(codes[39]).toBe(15)
  })

  it('call a missing text "null", and texts beyond the 255th the rest', () => {
    expect(collected(texts([null, 'a', null])).meaning).toEqual({ kind: 'categories', values: ['null', 'a', null], shown: true })
    const ids = collected(texts(upTo(2000).map((row) => `id ${row}`)), { shown: false })
    expect(ids.codes.filter((code) => code === 15)).toHaveLength(1985)
    expect(ids.meaning).toMatchObject({ shown: false })
  })

  it('keep an evenly spread part of many rows, the same whatever the batches', () => {
    const one = collected(numbers(upTo(10_000)), { mostRows: 1000 })
    expect([one.rows.length, one.codes.length]).toEqual([1000, 1000])
    expect(one.rows.slice(0, 3)).toEqual([9, 19, 29])
    expect(collected(numbers(upTo(10_000)), { mostRows: 1000, batchRows: 777 })).toEqual(one)
  })
})
