import { describe, expect, it } from 'vitest'
import { complaintText } from './complaint.ts'
import { AppError } from './errors.ts'

const plain = (error: unknown) => complaintText(error, { color: false })
const coded = (code: string, message: string, hint: string | null = null) => Object.assign(new Error(message), { code, hint })

describe('complaintText', () => {
  it('says code, message and remedy, in color where asked', () => {
    const error = new AppError('USAGE', 'which model?', { hint: 'name one' })
    expect(plain(error)).toBe('✗ USAGE  which model?\n  → name one\n')
    expect(complaintText(error, { color: true })).toBe('\u001B[31;1m✗ USAGE\u001B[0m  which model?\n  \u001B[36m→\u001B[0m name one\n')
  })

  it('lists several problems below one another, and repeats no hint that stands among them', () => {
    expect(plain(coded('UNKNOWN_KEY', 'a.yml:1:1 no (mend it)\na.yml:2:1 nor that'))).toBe(
      '✗ UNKNOWN_KEY  2 problems:\n  a.yml:1:1 no (mend it)\n  a.yml:2:1 nor that\n',
    )
    expect(plain(coded('UNKNOWN_TYPE', 'contract "c" has 2 problems:\nc:1:1: no (mend it)\nc:2:1: no', 'mend it'))).toBe(
      '✗ UNKNOWN_TYPE  contract "c" has 2 problems:\n  c:1:1: no (mend it)\n  c:2:1: no\n',
    )
  })

  it('leads to the page of the codes where nobody has a better word', () => {
    expect(plain(coded('CSV_RAGGED', 'a.csv line 3: 2 values under 5 columns'))).toMatch(/\n {2}→ https:\S+\/docs\/errors\.md#csv_ragged\n$/)
  })

  it('shows a stack for a defect of ours alone, and says that it is one', () => {
    expect(plain(new TypeError('x is not a function'))).toMatch(/^✗ INTERNAL {2}x is not a function\n\s+at [\s\S]*This is a defect of seaworthy/)
    expect(plain('text')).toMatch(/^✗ INTERNAL {2}text\n/)
  })
})
