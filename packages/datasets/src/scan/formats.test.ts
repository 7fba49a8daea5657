import { quoteText, textFormats } from '@seaworthy/contracts'
import { formatCases } from '@seaworthy/contracts/fixtures/format-cases'
import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures.ts'
import { check, failingRows, outcomes } from './fixtures.ts'

describe('checks of formats', () => {
  it('fail the texts that the format does not take, and these alone, whichever engine runs them', async () => {
    await using data = await fixture()
    for (const format of textFormats) {
      const { good, bad } = formatCases[format]
      const rows = [...good, ...bad].map((text) => `(${quoteText(text)})`).join(', ')
      const file = await data.parquet(`${format}.parquet`, `select * from (values ${rows}, (null)) v(s)`)
      const [found] = await outcomes(data.session, [file], [check('format', { column: 's', format })], { samples: { show: true, limit: 99 } })
      const places = bad.map((_, at) => good.length + at)
      expect(failingRows(found), format).toEqual(places)
    }
  })
})
