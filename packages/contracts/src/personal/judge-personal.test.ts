import { describe, expect, it } from 'vitest'
import { judgePersonal } from './judge-personal.ts'

const mails = (count: number) => [['ada@lovelace.example', count]] as const

describe('judgePersonal', () => {
  it('tells of a kind from one value in a hundred, or from twenty values on', () => {
    expect(judgePersonal({ values: 100, candidates: mails(1) })).toEqual([{ kind: 'email', count: 1, share: 0.01 }])
    expect(judgePersonal({ values: 101, candidates: mails(1) })).toEqual([])
    expect(judgePersonal({ values: 100_000, candidates: mails(20) })).toEqual([{ kind: 'email', count: 20, share: 0.0002 }])
    expect(judgePersonal({ values: 0, candidates: [] })).toEqual([])
  })

  it('takes check digits that fit by chance for no cards', () => {
    const numbers = Array.from({ length: 1000 }, (_, at) => [`41111111111${String(at).padStart(5, '0')}`, 1] as const)
    expect(judgePersonal({ values: 1000, candidates: numbers })).toEqual([])
    expect(judgePersonal({ values: 1000, candidates: [['4111111111111111', 400], ...numbers.slice(0, 600)] })).toMatchObject([
      { kind: 'payment_card' },
    ])
  })

  it('takes dotted numbers that are all small for versions', () => {
    const versions = Array.from({ length: 50 }, (_, at) => [`1.2.${at}.4`, 1] as const)
    expect(judgePersonal({ values: 50, candidates: versions })).toEqual([])
    expect(judgePersonal({ values: 60, candidates: [...versions, ['10.0.0.200', 10]] })).toEqual([{ kind: 'ip_address', count: 60, share: 1 }])
  })
})
