import { describe, expect, it } from 'vitest'
import { filterText } from './filter-text.ts'

describe('filterText', () => {
  it.each([
    ["status = 'open'", { kind: 'compare', column: 'status', operator: '=', value: 'open' }],
    ["name != 'O''Hara'", { kind: 'compare', column: 'name', operator: '<>', value: "O'Hara" }],
    ['a >= -1.5e3', { kind: 'compare', column: 'a', operator: '>=', value: -1500 }],
    ['"the ""a""" = TRUE', { kind: 'compare', column: 'the "a"', operator: '=', value: true }],
    ['a<b', { kind: 'compare_columns', left: 'a', operator: '<', right: 'b' }],
    ['a is not null', { kind: 'not', part: { kind: 'null', column: 'a' } }],
    ["größe in (1, 'x', false)", { kind: 'in', column: 'größe', values: [1, 'x', false] }],
    ['a not in (1)', { kind: 'not', part: { kind: 'in', column: 'a', values: [1] } }],
  ])('reads %s', (source, filter) => expect(filterText(source)).toEqual({ filter }))

  it('binds not before and, and before or', () => {
    const is = (column: string) => ({ kind: 'compare', column, operator: '=', value: 1 })
    expect(filterText('a = 1 or not b = 1 AND (c = 1 or d = 1)')).toEqual({
      filter: {
        kind: 'any',
        parts: [
          is('a'),
          {
            kind: 'all',
            parts: [
              { kind: 'not', part: is('b') },
              { kind: 'any', parts: [is('c'), is('d')] },
            ],
          },
        ],
      },
    })
  })

  it('takes both ends into between', () =>
    expect(filterText('a between 1 and 2 and b = 3')).toEqual({
      filter: {
        kind: 'all',
        parts: [
          {
            kind: 'all',
            parts: [
              { kind: 'compare', column: 'a', operator: '>=', value: 1 },
              { kind: 'compare', column: 'a', operator: '<=', value: 2 },
            ],
          },
          { kind: 'compare', column: 'b', operator: '=', value: 3 },
        ],
      },
    }))

  it.each([
    ['', 'the name of a column is expected at the end'],
    ['a', 'one of = <> < <= > >=, "in", "between" or "is" is expected at the end'],
    ['a == 1', 'a value is expected at character 4, not "="'],
    ['1 < a', 'the name of a column is expected at character 1, not "1"'],
    ['a = null', 'nothing equals null: write "is null" at character 5, not "null"'],
    ['a = 1 b = 2', '"and" or "or" is expected at character 7, not "b"'],
    ['(a = 1', '")" is expected at the end'],
    ["a = 'x", 'nothing can be read at character 5'],
    ['a = 1; drop table t', 'nothing can be read at character 6'],
    ['a = 12x', 'nothing can be read at character 5'],
    ['a = 9007199254740993', 'the number at character 5 is beyond 2^53 and not exact'],
    ['a in ()', 'a value is expected at character 7, not ")"'],
    [`${'('.repeat(200)}a = 1${')'.repeat(200)}`, 'it is nested more than 100 deep'],
    [`${'not '.repeat(2000)}a = 1`, 'it is nested more than 100 deep'],
    ['a = 1 or '.repeat(2000), 'it is longer than 10000 characters'],
  ])('refuses %.30s', (source, fault) => expect(filterText(source)).toEqual({ fault }))
})
