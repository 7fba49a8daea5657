import { describe, expect, it } from 'vitest'
import { isoMoment, javaTimeFormat } from './java-time-format.ts'

describe('javaTimeFormat', () => {
  it.each([
    ['yyyy-MM-dd', null, null, 'date', false],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", null, isoMoment, 'timestamp', true],
    ['yyyy-MM-ddTHH:mm:ssZ', null, isoMoment, 'timestamp', true],
    ['YYYY-MM-DDTHH:mm:ss.SSSZ', null, isoMoment, 'timestamp', true],
    ['yyyyMMdd HH:mm:ss', '%Y%m%d %H:%M:%S', '[0-9]{4}[0-9]{2}[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}', 'timestamp', false],
    ['dd/MM/uuuu', '%d/%m/%Y', '[0-9]{2}\\/[0-9]{2}\\/[0-9]{4}', 'date', false],
    ['H:mm:ss.SSSxxx', '%-H:%M:%S.%g%z', '[0-9]{1,2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}[+-][0-9]{2}:[0-9]{2}', 'time', true],
    ['d MMMM yyyy', '%-d %B %Y', '[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}', 'date', false],
    ["h 'o''clock' a", "%-I o'clock %p", "[0-9]{1,2} o'clock [AP]M", 'time', false],
    ["HH''mm", "%H'%M", "[0-9]{2}'[0-9]{2}", 'time', false],
    ['yyyyDDD', '%Y%j', '[0-9]{4}[0-9]{3}', 'date', false],
    ["yyyy'%'MM%dd", '%Y%%%m%%%d', '[0-9]{4}%[0-9]{2}%[0-9]{2}', 'date', false],
  ])('reads %s as %s', (pattern, strptime, form, parts, zone) =>
    expect(javaTimeFormat(pattern)).toEqual({ kind: 'format', strptime, form, parts, zone }),
  )

  it.each([
    ['YYYY-MM-DD', 'the letters "YYYY" cannot be read'],
    ['yy-MM-dd', 'the letters "yy" cannot be read'],
    ['EEE yyyy-MM-dd', 'the letters "EEE" cannot be read'],
    ['dd.MM.yyyy HH:mmX', 'the letters "X" cannot be read'],
    ['HH:mm:ss.S', 'the letters "S" cannot be read'],
    ['HH[:mm]', '"[" (an optional or reserved part) cannot be read'],
    ["HH 'o", 'a quote is not closed'],
    ['constructor', 'the letters "c" cannot be read'],
    ["'x'", 'it reads neither a date nor a time'],
    ['', 'it reads neither a date nor a time'],
  ])('refuses %s: %s', (pattern, reason) => expect(javaTimeFormat(pattern)).toMatchObject({ kind: 'refused', reason }))
})
