import type { CheckOf } from '../check.ts'
import type { Describers } from './describers.ts'
import { describeBounds, exceptions, listed, matching } from './words.ts'

/** The words for checks of a column's values. */
export const ofValues = {
  range: ({ minimum, maximum, condition }) => `${describeBounds(minimum, maximum)}${exceptions(condition)}`,
  in_set: ({ values, condition }) => `one of ${listed(values)}${exceptions(condition)}`,
  not_in_set: ({ values, condition }) => `none of ${listed(values)}${exceptions(condition)}`,
  multiple_of: ({ of, condition }) => `a multiple of ${of}${exceptions(condition)}`,
  pattern: ({ patterns, match, condition }) => {
    const sources = patterns.map(({ source }) => `/${source}/`)
    return `${match === 'none' ? 'does not match' : 'matches'} ${matching(sources, match).replace(/^not /, '')}${exceptions(condition)}`
  },
  like: ({ patterns, match, condition }) => {
    const quoted = patterns.map((pattern) => JSON.stringify(pattern))
    return `${match === 'none' ? 'not like' : 'like'} ${matching(quoted, match).replace(/^not /, '')}${exceptions(condition)}`
  },
  length: (check) => `${describeLength(check)}${exceptions(check.condition)}`,
  format: ({ format, condition }) => `written as ${format.replaceAll('_', ' ')}${exceptions(condition)}`,
  strptime: ({ format, condition }) => `a time written as ${format}${exceptions(condition)}`,
  finite: ({ allow, condition }) => `${allow === 'nothing' ? 'neither NaN nor infinite' : 'not NaN'}${exceptions(condition)}`,
  json_schema: ({ condition }) => `JSON that its schema takes${exceptions(condition)}`,
  z_score: ({ threshold, sides, condition }) =>
    `at most ${threshold} standard deviations ${sides === 'above' ? 'above' : 'from'} the mean${exceptions(condition)}`,
  ordered: ({ direction, strict, within, condition }) => {
    const groups = within.length === 0 ? '' : ` within ${within.join(', ')}`
    return `${strict ? 'strictly ' : ''}${direction}${groups}${exceptions(condition)}`
  },
  personal_data: ({ forbidden }) => `no ${forbidden.map((kind) => kind.replaceAll('_', ' ')).join(', ')}`,
} satisfies Describers

const units = { code_points: 'characters', bytes: 'bytes', graphemes: 'graphemes', items: 'items' } as const

function describeLength({ minimum, maximum, unit }: CheckOf<'length'>): string {
  const what = units[unit]
  if (minimum !== null && maximum !== null) return minimum === maximum ? `${minimum} ${what}` : `${minimum} to ${maximum} ${what}`
  if (minimum === null && maximum === null) return `any number of ${what}`
  return minimum !== null ? `at least ${minimum} ${what}` : `at most ${maximum} ${what}`
}
