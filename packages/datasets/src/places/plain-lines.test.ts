import { describe, expect, it } from 'vitest'
import type { Walk } from './ordinary-records.ts'
import { PlainLines } from './plain-lines.ts'

const options = { delimiter: 44, quote: 34, escape: 34, width: 2 }

function passed(text: string): Walk {
  const walk: Walk = { at: 0, begin: 0, field: 0, values: 0, passed: 0, longestBytes: 0, blankEnds: false, plainFrom: 0 }
  PlainLines.for(options)?.pass(Buffer.from(text), walk)
  return walk
}

// Of eight bytes: two in each word, so the ends of lines and words meet.
const lines = (count: number) => '123,567\n'.repeat(count)

describe('PlainLines', () => {
  it('passes whole lines as far as there are whole words of sixteen bytes', () => {
    expect(passed(`${lines(20_000)}1,`)).toEqual({
      at: 160_000,
      begin: 160_000,
      field: 160_000,
      values: 0,
      passed: 20_000,
      longestBytes: 7,
      blankEnds: false,
      plainFrom: 160_002,
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
  ])('stops where a line begins that has %s, and tries again behind the block', (_, odd) => {
    expect(passed(`${lines(10_000)}${odd}${lines(10_000)}`)).toMatchObject({ passed: 10_000, at: 80_000, begin: 80_000, plainFrom: 131_072 })
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
})
