import { commaSeparated } from '@seaworthy/contracts'
import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures.ts'
import { surveyText } from './text-survey.ts'

describe('surveyText', () => {
  it.each([
    ['a,b\n1,2\n3,4\n', false],
    ['a,b\n1 ,2\n', true],
    ['a,b\n1,2 \r\n', true],
    ['a,b\n1,2\t', true],
    ['a,b\n1,"2 "\n', true],
    ['a,b\n1,"2\n"\n', true],
    ['a,b\n1, 2\n', false],
    ['a,b\n,\n', false],
  ])('tells whether a value of %j ends in a blank', async (content, blankEnds) => {
    await using data = await fixture()
    const survey = await surveyText({ file: await data.text('x.csv', content), compression: 'none' }, { dialect: commaSeparated, width: 2 })
    expect(survey.blankEnds).toBe(blankEnds)
  })

  it('counts records and lines, and measures the longest record', async () => {
    await using data = await fixture()
    const file = await data.text('x.csv', '\n\na,b\r\n1,"2\n3"\r\n\r\n4,5')
    expect(await surveyText({ file, compression: 'none' }, { dialect: commaSeparated, width: 2 })).toEqual({
      file,
      records: 2,
      longestRecordBytes: 7,
      quotedLineEnds: true,
      blankEnds: false,
      linesToSkip: 2,
      lineOffset: null,
      written: [
        { number: true, integer: true, longestBytes: 1 },
        { number: false, integer: false, longestBytes: 5 },
      ],
    })
  })
})
