import { describe, expect, it } from 'vitest'
import { listedNames } from './listed-names.ts'

describe('listedNames', () => {
  it.each([
    ['["a","b c"]', ['a', 'b c']],
    ['[1, 2]', ['1', '2']],
    ['[a, b c]', ['a', 'b c']],
    ["['a', 'b, c']", ['a', 'b, c']],
    [String.raw`['it\'s', "b"]`, ["it's", 'b']],
    ["['it''s']", ["it's"]],
    ['a|b c', ['a', 'b c']],
    ['a', ['a']],
    ['a, b', ['a, b']],
    ['[]', []],
    ['', []],
    ['  ', []],
  ])('reads %s', (text, names) => {
    expect(listedNames(text)).toEqual(names)
  })
})
