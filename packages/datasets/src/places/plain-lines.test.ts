import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Walk } from './ordinary-records.ts'
import { PlainLines } from './plain-lines.ts'
import type { WrittenColumn } from './written-columns.ts'

const options = { delimiter: 44, quote: 34, escape: 34, width: 2 }

function passed(text: string): Walk {
  const walk: Walk = { at: 0, begin: 0, field: 0, values: 0, passed: 0, longestBytes: 0, blankEnds: false, plainFrom: 0 }
  PlainLines.for(options)?.pass(Buffer.from(text), walk)
  return walk
}

// Of eight bytes: two in each word, so the ends of lines and words meet.
const lines = (count: number) => '123,567\n'.repeat(count)

describe('PlainLines', () => {
  it('passes whole lines, and leaves one that has not ended', () => {
    expect(passed(`${lines(20_000)}1,`)).toEqual({
      at: 160_000,
      begin: 160_000,
      field: 160_000,
      values: 0,
      passed: 20_000,
      longestBytes: 7,
      blankEnds: false,
      plainFrom: 160_001,
    })
  })

  it('passes lines that end in LF and CR LF, whose ends are no part of them', () => {
    expect(passed(`1,234567890123\r\n${lines(2)}1,3\r\n1,3\r\n1,34\r\n`)).toMatchObject({ passed: 6, longestBytes: 14, blankEnds: false, at: 48 })
  })

  it.each([
    ['a quote', 'a"b,2\n'],
    ['a NUL', '1,2\0\n'],
    ['a carriage return alone', '1,2\r2\n'],
    ['a value too few', '12\n'],
    ['a value too many', '1,2,3\n'],
    ['no value', '\n'],
    ['no value, ended by CR LF', '\r\n'],
  ])('stops where a line begins that has %s, and tries again where it was worth it', (_, odd) => {
    expect(passed(`${lines(10_000)}${odd}${lines(10_000)}`)).toMatchObject({ passed: 10_000, at: 80_000, begin: 80_000, plainFrom: 80_001 })
    expect(passed(`${lines(10)}${odd}${lines(20_000)}`)).toMatchObject({ passed: 10, at: 80, plainFrom: 131_072 })
  })

  it('leaves lines that are longer than what it looks at', () => {
    expect(passed(`1,${'2'.repeat(200_000)}\n${lines(2)}`)).toMatchObject({ passed: 0, at: 0, plainFrom: 131_072 })
  })

  it.each([
    ['1 ,2\n', true],
    ['1,2\t\n', true],
    ['1,2 \r\n', true],
    [' 1, 2\n', false],
    [',\n', false],
  ])('tells whether a value of %j ends in a blank, wherever in a word that is', (line, blankEnds) => {
    const found = Array.from({ length: 16 }, (_, at) => passed(`${'x'.repeat(at)},\n${line}${lines(4)}`).blankEnds)
    expect(found).toEqual(found.map(() => blankEnds))
  })

  it('tells how the values of each column are written, wherever in a block they stand', () => {
    // Signs, marks and digits that meet in every way, and what is near to a number.
    const near = texts(['0', '0', '1', '2', '.', '-', 'e', 'E'], { maxLength: 7, count: 20_000 })
    const long = texts([...'0123456789'.repeat(9), '.', 'e-'], { maxLength: 200, count: 6_000 })
    const odd = texts([...'0123+_ /:xé'], { maxLength: 4, count: 4_000 })
    const given = [...near, ...long, ...odd]
    const found = columnsOf(given)
    expect(found.map(({ number, integer }, at) => [given[at], number, integer])).toEqual(
      given.map((text) => [
        text,
        text === '' || /^-?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE]-\d+)?$/.test(text),
        text === '' || /^(?:0|-?[1-9]\d*)$/.test(text),
      ]),
    )
    expect(found.map(({ longestBytes }) => longestBytes)).toEqual(given.map((text) => Buffer.byteLength(text)))
  })
})

function texts(units: readonly string[], { maxLength, count }: { readonly maxLength: number; readonly count: number }): readonly string[] {
  return fc.sample(fc.string({ unit: fc.constantFrom(...units), maxLength, size: 'max' }), { seed: 7, numRuns: count })
}

/** Each text is a column of a line, which ends in an empty one. */
function columnsOf(given: readonly string[]): readonly WrittenColumn[] {
  const width = 500
  return Array.from({ length: Math.ceil(given.length / width) }, (_, at) => {
    const part = given.slice(at * width, (at + 1) * width)
    const plain = PlainLines.for({ ...options, width: part.length + 1 })
    plain?.pass(Buffer.from(`${part.join(',')},\n`), {
      at: 0,
      begin: 0,
      field: 0,
      values: 0,
      passed: 0,
      longestBytes: 0,
      blankEnds: false,
      plainFrom: 0,
    })
    return plain?.columns().slice(0, -1) ?? []
  }).flat()
}
