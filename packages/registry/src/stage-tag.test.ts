import { expect, it } from 'vitest'
import { parseStageTag, stageTag } from './stage-tag.ts'

it('writes stage tags by the grammar of GTO and reads them back', () => {
  const tag = { model: 'flight-delay', stage: 'production', n: 12 }
  expect(stageTag(tag)).toBe('flight-delay#production#12')
  expect(parseStageTag('flight-delay#production#12')).toEqual(tag)
})

it('takes no other tag for one of a stage', () => {
  for (const tag of ['a#production', 'a#production#0', 'a#production#01', 'a#production#1#2', '#production#1', 'a##1', 'a#production#1e3', 'a#b c#1'])
    expect(parseStageTag(tag), tag).toBeNull()
})

it('refuses a stage that would run into the counter', () => {
  expect(() => stageTag({ model: 'a', stage: 'b#1', n: 1 })).toThrow(expect.objectContaining({ code: 'NAME_INVALID' }))
})
