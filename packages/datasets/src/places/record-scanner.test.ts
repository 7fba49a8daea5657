import { commaSeparated, type TextDialect } from '@seaworthy/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RecordScanner } from './record-scanner.ts'

const semicolons: TextDialect = { ...commaSeparated, delimiter: ';', quote: "'", escape: '\\', header: false }
const tabs: TextDialect = { ...commaSeparated, delimiter: '\t', quote: null, escape: null }

// What a scanner knows of a text that it is given in parts; long ones have plain lines passed many bytes at once.
function known(dialect: TextDialect, parts: readonly string[]) {
  const scanner = new RecordScanner({ dialect, width: 3 })
  for (const part of parts) if (!scanner.fault) scanner.take(Buffer.from(part))
  scanner.finish()
  const { records, line, longestRecordBytes, lineOffset, quotedLineEnds, blankEnds, leadingBlankLines, fault } = scanner
  return fault ? { fault } : { records, line, longestRecordBytes, lineOffset, quotedLineEnds, blankEnds, leadingBlankLines }
}

const plainLine = '1,2.5,three\n'
const plainLines = plainLine.repeat(15_000)

describe('RecordScanner', () => {
  it.each([
    ['nothing', '', { records: 30_000, line: 30_002, longestRecordBytes: 11, blankEnds: false, lineOffset: 2 }],
    ['carriage returns', '1,2,3\r\n4,5,66666666666\r\n', { records: 30_002, line: 30_004, longestRecordBytes: 15, lineOffset: 2 }],
    ['a value that ends in a blank', '1,2 ,3\n', { records: 30_001, blankEnds: true }],
    ['a line that ends in a blank', '1,2,3\t\r\n', { records: 30_001, blankEnds: true }],
    ['a value that begins with a blank', '1, 2,3\n', { records: 30_001, blankEnds: false }],
    ['empty values', ',,\n', { records: 30_001, blankEnds: false }],
    ['a blank line', '\n', { records: 30_000, line: 30_003, lineOffset: null }],
    ['a record in quotes', '"a\n,",b,"c"\n', { records: 30_001, line: 30_004, quotedLineEnds: true, lineOffset: null }],
    ['a quote within a value', 'a"b,b,c\n', { records: 30_001, quotedLineEnds: false, lineOffset: 2 }],
    ['a record that is longer than a block', `${'x'.repeat(200_000)},b,c\n`, { records: 30_001, longestRecordBytes: 200_004, lineOffset: 2 }],
  ])('counts records among plain lines, with %s', (_, odd, expected) => {
    expect(known(commaSeparated, [`a,b,c\n${plainLines}${odd}${plainLines}`])).toMatchObject(expected)
  })

  it.each([
    ['a value too few', '1,2\n', 'CSV_RAGGED', '2 values under 3 columns'],
    ['a value too many', '1,2,3,4\n', 'CSV_RAGGED', '4 values under 3 columns'],
    ['a NUL', '1,\0,3\n', 'TEXT_MALFORMED', 'there is a NUL byte'],
    ['a carriage return alone', '1,2,3\r4,5,6\n', 'TEXT_MALFORMED', 'a carriage return stands alone'],
    ['text behind a quote', '"1"x,2,3\n', 'TEXT_MALFORMED', 'a quote is not closed, or text follows where it closes'],
  ])('refuses %s among plain lines, with its line', (_, odd, code, text) => {
    expect(known(commaSeparated, [`a,b,c\n${plainLines}${odd}${plainLines}`]).fault).toMatchObject({ code, text, line: 15_002 })
  })

  it('knows the same of a text in long parts and in short ones', () => {
    const line = fc.constantFrom(
      plainLine,
      plainLine,
      plainLine,
      '1,2,3\r\n',
      ',,\n',
      'é,😀,\n',
      ' 1,\t2 ,3 \n',
      '\n',
      '\r\n',
      '"a","b\n",c\n',
      '1,2\n',
      'a"b,,\n',
      '1,2,3\r',
      '\\,#,1\n',
    )
    const run = fc
      .tuple(line, fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 0, max: 17 }))
      .map(([odd, times, length]) => `${plainLine.repeat(times)}${'x'.repeat(length)},,\n${odd}`)
    const dialects = [
      [commaSeparated, (text: string) => text],
      [semicolons, (text: string) => text.replaceAll(',', ';')],
      [tabs, (text: string) => text.replaceAll(',', '\t')],
    ] as const
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 5 }), fc.constantFrom(...dialects), fc.boolean(), (runs, [dialect, written], ended) => {
        const text = written(`a,b,c\n${plainLines}${runs.join('')}${ended ? '' : '1,2,3'}`)
        const short = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
        expect(known(dialect, [text])).toEqual(known(dialect, short))
      }),
      { numRuns: 60 },
    )
  })
})
