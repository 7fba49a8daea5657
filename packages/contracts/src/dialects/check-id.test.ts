import { describe, expect, it } from 'vitest'
import { checkId } from './check-id.ts'

describe('checkId', () => {
  it('names the column and what is asked of it', () => expect(checkId('delay', 'range')).toBe('delay.range'))
  it('names several columns with commas', () => expect(checkId(['a', 'b'], 'unique')).toBe('a,b.unique'))

  it('names the whole object by what is asked alone', () => {
    expect(checkId(null, 'row_count')).toBe('row_count')
    expect(checkId([], 'row_count')).toBe('row_count')
  })

  it('keeps long names apart within 190 characters', () => {
    const [one, other] = [checkId(`${'a'.repeat(300)}1`, 'range'), checkId(`${'a'.repeat(300)}2`, 'range')]
    expect([one?.length, other?.length, one === other, one?.endsWith('.range')]).toEqual([190, 190, false, true])
  })

  it('leaves no half of a character where it cuts', () => expect(checkId('\u{1F600}'.repeat(200), 'range').isWellFormed()).toBe(true))
})
