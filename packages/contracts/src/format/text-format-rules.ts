import type { TextFormat } from '../text-format.ts'
import { isGeoJson, isGeoPoint } from './geo-texts.ts'
import { emailPattern, hostnamePattern, ipv4Pattern, ipv6Pattern, uriPattern, uriReferencePattern } from './net-patterns.ts'
import { dateTimePattern, dayPattern, durationPattern, zonedTimePattern } from './time-patterns.ts'

/** What a format takes: in words, and either a pattern of the whole text that RE2 and ECMAScript read alike, or a test. */
export type TextFormatRule = { readonly meaning: string } & (
  | {
      readonly pattern: string
      /** The first ten characters are a day of the calendar. */
      readonly day?: true
      readonly maxLength?: number
    }
  | { readonly test: (text: string) => boolean }
)

const base64 = '(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?'

/** Exactly what each format takes. */
export const textFormatRules: Readonly<Record<TextFormat, TextFormatRule>> = {
  email: { meaning: 'an address of RFC 5321 in ASCII: a name without quotes, "@", and a domain of two labels or more', pattern: emailPattern },
  uri: { meaning: 'a URI of RFC 3986 with its scheme', pattern: uriPattern },
  uri_reference: { meaning: 'a URI, or a reference that is relative to one (RFC 3986); an empty text is one', pattern: uriReferencePattern },
  uuid: {
    meaning: '32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, of any version',
    pattern: '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}',
  },
  hostname: { meaning: 'labels of RFC 1123 with dots between, at most 253 characters', pattern: hostnamePattern, maxLength: 253 },
  ipv4: { meaning: 'four numbers 0 to 255 without leading zeros, dots between', pattern: ipv4Pattern },
  ipv6: { meaning: 'an address of RFC 4291, without a zone', pattern: ipv6Pattern },
  date: { meaning: 'YYYY-MM-DD, a day of the calendar', pattern: dayPattern, day: true },
  time: { meaning: 'hh:mm:ss with a zone, as in RFC 3339; a fraction may follow the seconds', pattern: zonedTimePattern },
  date_time: { meaning: 'a date and a time with a zone, as in RFC 3339, with T or a blank between', pattern: dateTimePattern, day: true },
  duration: { meaning: 'a duration of RFC 3339, appendix A, such as P1DT12H', pattern: durationPattern },
  year: { meaning: 'a year of four digits or more, as in XML Schema; before the year 1 with a minus', pattern: '-?(?:[1-9][0-9]{3,}|0[0-9]{3})' },
  year_month: { meaning: 'YYYY-MM, months 01 to 12', pattern: '[0-9]{4}-(?:0[1-9]|1[0-2])' },
  json: { meaning: 'a JSON text of RFC 8259', test: isJson },
  json_pointer: { meaning: 'a JSON pointer of RFC 6901; an empty text is one', pattern: '(?:/(?:[^~/]|~[01])*)*' },
  regex: { meaning: 'a regular expression of ECMA-262, read with the u flag', test: isRegex },
  base64: { meaning: 'base64 of RFC 4648, padded, without line ends', pattern: base64 },
  hex_color: { meaning: '# and three or six hexadecimal digits', pattern: '#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})' },
  ascii: { meaning: 'ASCII characters alone', pattern: '[\\x00-\\x7F]*' },
  geo_point: { meaning: 'longitude (-180 to 180) and latitude (-90 to 90) in degrees, a comma between', test: isGeoPoint },
  geo_json: { meaning: 'a GeoJSON object of RFC 7946', test: isGeoJson },
  binary: { meaning: 'base64 of RFC 4648, padded, without line ends', pattern: base64 },
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function isRegex(text: string): boolean {
  try {
    new RegExp(text, 'u')
    return true
  } catch {
    return false
  }
}
