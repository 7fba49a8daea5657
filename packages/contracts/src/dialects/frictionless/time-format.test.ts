import { describe, expect, it } from 'vitest'
import { isoText } from './iso-text.ts'
import { isoParts } from './lexical-forms.ts'
import { timeFormat } from './time-format.ts'

function read(format: string, text: string, type: 'date' | 'time' | 'timestamp' = 'timestamp'): string | null {
  const found = timeFormat(format)
  if (!('format' in found)) throw new Error(found.unsupported)
  const parts = found.format.parse(text)
  return parts && isoText(type, parts)
}

describe('timeFormat', () => {
  it.each([
    ['%d/%m/%Y', '3/1/2001', '2001-01-03 00:00:00'],
    ['%d.%m.%y', '03.01.69', '1969-01-03 00:00:00'],
    ['%d.%m.%y', '03.01.68', '2068-01-03 00:00:00'],
    ['%B %d, %Y', 'march 5,  2001', '2001-03-05 00:00:00'],
    ['%a %b %d %Y', 'Tue Jan 05 2001', '2001-01-05 00:00:00'],
    ['%Y-%j', '2001-060', '2001-03-01 00:00:00'],
    ['%Y%m%d %I:%M %p', '20010101 1:05 PM', '2001-01-01 13:05:00'],
    ['%Y%m%d %I %p', '20010101 12 am', '2001-01-01 00:00:00'],
    ['%Y-%m-%dT%H:%M:%S.%f%z', '2001-01-01T01:00:00.250+02:00', '2000-12-31 23:00:00.25'],
    ['%H%%', '7%', '1900-01-01 07:00:00'],
    ['%d/%m/%Y', '30/2/2001', null],
    ['%d/%m/%Y', ' 03/01/2001', null],
    ['%Y-%m-%d', '1-1-1', null],
    ['%Y.%m', '2001x01', null],
  ])('reads with %s the text %j as %j', (format, text, expected) => {
    expect(read(format, text)).toBe(expected)
  })

  it('gives the texts that can be read as a pattern of RE2', () => {
    const found = timeFormat('%d. %Y')
    expect('format' in found && found.format.form).toBe('(?:3[01]|[12][0-9]|0[1-9]|[1-9])\\.\\s+(?:[0-9]{4})')
  })

  it.each(['%c', '%U', '%-d', '%', '%Y %Y', '%Z', '%constructor'])('refuses %j', (format) => {
    expect(Object.keys(timeFormat(format))).toEqual(['unsupported'])
  })
})

describe('isoParts', () => {
  it.each([
    ['timestamp', '2001-01-01T10:00:00', '2001-01-01 10:00:00'],
    ['timestamp', '2001-01-01T10:00:00.1234567Z', '2001-01-01 10:00:00.123456'],
    ['timestamp', '2001-01-01 00:30:00-0530', '2001-01-01 06:00:00'],
    ['timestamp', '2001-12-31T24:00:00', '2002-01-01 00:00:00'],
    ['timestamp', '2001-01-01', null],
    ['timestamp', '2001-02-30T10:00:00', null],
    ['date', '2001-02-28', '2001-02-28'],
    ['date', '2001-2-28', null],
    ['time', '10:00:00.5', '10:00:00.5'],
    ['time', '10:00', null],
    ['time', '10:00:00Z', null],
  ] as const)('reads as %s the text %j as %j', (type, text, expected) => {
    const parts = isoParts(type, text)
    expect(parts && isoText(type, parts)).toBe(expected)
  })
})
