import { describe, expect, it } from 'vitest'
import { globPrefix } from './glob-prefix.ts'

describe('globPrefix', () => {
  it.each([
    ['data/2001*.csv', { prefix: 'data/2001', folder: 'data/', isGlob: true }],
    ['data/**/*.csv', { prefix: 'data/', folder: 'data/', isGlob: true }],
    ['*.csv', { prefix: '', folder: '', isGlob: true }],
    ['a/b{1,2}/c', { prefix: 'a/b', folder: 'a/', isGlob: true }],
    ['a/[xy].csv', { prefix: 'a/', folder: 'a/', isGlob: true }],
    ['a/b/c.csv', { prefix: 'a/b/c.csv', folder: 'a/b/', isGlob: false }],
    ['c.csv', { prefix: 'c.csv', folder: '', isGlob: false }],
  ])('of %j', (pattern, expected) => {
    expect(globPrefix(pattern)).toEqual(expected)
  })
})
