import { describe, expect, it } from 'vitest'
import type { Check, Pattern } from './check.ts'
import { allRows, mostly } from './condition.ts'
import { describeCheck } from './describe-check.ts'

const head = { id: 'x', severity: 'error', line: 1, ...allRows } as const
const pattern = (source: string): Pattern => ({ source, re2: source, javascript: source })
const few = { unit: 'percent', operator: 'less', value: 5 } as const

const cases: readonly (readonly [Check, string])[] = [
  [{ ...head, kind: 'column_present', column: 'a', index: null }, 'present'],
  [{ ...head, kind: 'column_present', column: 'a', index: 2 }, 'present as column 3'],
  [{ ...head, kind: 'columns', names: ['a', 'b'], match: 'subset' }, 'no columns but: a, b'],
  [{ ...head, kind: 'type_in', column: 'a', duckTypes: ['INTEGER', 'BIGINT'] }, 'of type INTEGER or BIGINT'],
  [{ ...head, kind: 'not_null', column: 'a', condition: mostly(0.95) }, 'not null; at least 0.95 of the values passing'],
  [{ ...head, kind: 'complete', columns: ['a', 'b'], match: 'any' }, 'any of a, b not null'],
  [{ ...head, kind: 'unique', columns: ['a', 'b'], count: 'all', condition: few }, 'unique together: a, b; others: less than 5%'],
  [
    { ...head, kind: 'range', column: 'a', type: 'number', minimum: { value: 0, exclusive: true }, maximum: { value: 9, exclusive: false } },
    'more than 0 and at most 9',
  ],
  [{ ...head, kind: 'not_in_set', column: 'a', values: ['x', 1] }, 'none of "x", 1'],
  [{ ...head, kind: 'multiple_of', column: 'a', of: 0.1 }, 'a multiple of 0.1'],
  [{ ...head, kind: 'pattern', column: 'a', patterns: [pattern('^a'), pattern('b$')], match: 'any' }, 'matches /^a/ or /b$/'],
  [{ ...head, kind: 'pattern', column: 'a', patterns: [pattern('^a'), pattern('b$')], match: 'none' }, 'does not match /^a/ nor /b$/'],
  [{ ...head, kind: 'like', column: 'a', patterns: ['a%'], match: 'all' }, 'like "a%"'],
  [{ ...head, kind: 'length', column: 'a', unit: 'bytes', minimum: 2, maximum: 2 }, '2 bytes'],
  [{ ...head, kind: 'length', column: 'a', unit: 'items', minimum: null, maximum: 3 }, 'at most 3 items'],
  [{ ...head, kind: 'format', column: 'a', format: 'date_time' }, 'written as date time'],
  [{ ...head, kind: 'strptime', column: 'a', format: '%d.%m.%Y' }, 'a time written as %d.%m.%Y'],
  [{ ...head, kind: 'finite', column: 'a', allow: 'infinity' }, 'not NaN'],
  [{ ...head, kind: 'z_score', column: 'a', threshold: 3, sides: 'above' }, 'at most 3 standard deviations above the mean'],
  [{ ...head, kind: 'ordered', column: 'a', direction: 'increasing', strict: true, within: ['g'] }, 'strictly increasing within g'],
  [{ ...head, kind: 'compare', left: 'a', operator: '<=', right: 'b', ignore: 'any_null' }, 'a <= b, where none is null'],
  [{ ...head, kind: 'tuple_in_set', columns: ['a', 'b'], values: [[1, null]], ignore: 'never' }, '(a, b) one of [1,null]'],
  [{ ...head, kind: 'row_sum', columns: ['a', 'b'], total: 100, ignore: 'all_null' }, 'a + b = 100, where one is not null'],
  [
    {
      ...head,
      kind: 'row',
      must: {
        kind: 'any',
        parts: [
          { kind: 'null', column: 'a' },
          { kind: 'compare', column: 'b', operator: '>', value: 0 },
        ],
      },
    },
    'a is null or b > 0',
  ],
  [{ ...head, kind: 'expression', sql: 'a >\n  1' }, 'a > 1'],
  [{ ...head, kind: 'sql_rows', query: 'select 1', id: 'strays' }, 'rows of strays: 0'],
  [{ ...head, kind: 'is_null', column: 'a', where: { kind: 'not', part: { kind: 'null', column: 'b' } } }, 'null, of rows where b is not null'],
]

describe('describeCheck', () => {
  it.each(cases)('of %o', (check, words) => expect(describeCheck(check)).toBe(words))
})
