import { describe, expect, it } from 'vitest'
import { notSingleSelect, withoutSemicolon } from './single-select.ts'

describe('notSingleSelect', () => {
  it.each(['select 1', 'WITH a AS (select 1) from a', '(select 1)', "select ';' -- ; no more", 'select "a;b" /* ; */ from t;'])('takes %s', (query) =>
    expect(notSingleSelect(query)).toBeNull(),
  )

  it.each([
    ['', 'it is empty'],
    ['-- select 1', 'it is empty'],
    ['select 1; select 2', 'it holds more than one statement'],
    ['copy t to "x"', 'it is not a SELECT'],
    ['selected', 'it is not a SELECT'],
  ])('refuses "%s": %s', (query, why) => expect(notSingleSelect(query)).toBe(why))

  it('drops the semicolons at the end', () => expect(withoutSemicolon('select 1 ;\n; ')).toBe('select 1'))
})
