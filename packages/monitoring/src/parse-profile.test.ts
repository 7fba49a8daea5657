import { describe, expect, it } from 'vitest'
import { categoricalColumn, numericColumn, profile, timeColumn } from './fixtures/profiles.ts'
import { parseProfile } from './parse-profile.ts'

const valid = profile(numericColumn('delay', [40, 30, 30]), categoricalColumn('origin', { ATL: 60, PIT: 40 }), timeColumn('date', 100))

describe('parseProfile', () => {
  it('reads back what was written', () => {
    expect(parseProfile(JSON.stringify(valid))).toEqual(valid)
    expect(
      parseProfile(new TextEncoder().encode(JSON.stringify({ ...valid, window: { time: 'date', after: null, until: '2001-06-01' } }))).window,
    ).toEqual({
      time: 'date',
      after: null,
      until: '2001-06-01',
    })
  })

  it('keeps what later releases say of hidden values and derived numbers, and of nothing asks for no detail', () => {
    const apart = [{ ...numericColumn('note.out_of_vocabulary', [9, 5]), missing: 6, derivedFrom: { column: 'note', measure: 'out_of_vocabulary' } }]
    const vocabularies = [{ column: 'note', words: 'AAAAAQ==' }]
    const derived = {
      apart,
      vocabularies,
      rows: 50,
      columns: [{ ...numericColumn('note.words', [20, 30]), derivedFrom: { column: 'note', measure: 'words' } }],
    }
    const hidden = { ...categoricalColumn('mail', { '0011223344556677': 100 }), hidden: true }
    const empty = { ...numericColumn('none', []), count: 0, missing: 100, numeric: null }
    const later = { ...profile(hidden, empty), derived }
    const unknown = { ...later, columns: later.columns.map((column) => ({ ...column, type: 'VARCHAR', order: null, topValues: null })) }
    expect(parseProfile(JSON.stringify(unknown))).toEqual(later)
    const wrong = { ...later, derived: { ...derived, rows: 49 } }
    expect(() => parseProfile(JSON.stringify(wrong))).toThrow(expect.objectContaining({ code: 'PROFILE_INVALID' }))
  })

  it('refuses a vocabulary that is no base64, or too long, and derived numbers whose counts do not add up', () => {
    const of = (words: unknown) => ({ ...valid, derived: { rows: 100, columns: [], apart: [], vocabularies: [{ column: 'note', words }] } })
    for (const words of ['a word', 'AAA', 7, 'AAAA'.repeat(6_000)])
      expect(() => parseProfile(JSON.stringify(of(words)))).toThrow(expect.objectContaining({ code: 'PROFILE_INVALID' }))
    const apart = [numericColumn('note.out_of_vocabulary', [9, 5], { count: 15 })]
    const broken = { ...valid, derived: { rows: 100, columns: [], apart } }
    expect(() => parseProfile(JSON.stringify(broken))).toThrow('$.derived.apart[0].numeric.counts add up to 14, not to 15')
  })

  it('refuses what is not JSON, and what nests without end', () => {
    expect(() => parseProfile('{"rows": ', 'model.profile.json')).toThrow(expect.objectContaining({ code: 'PROFILE_UNREADABLE' }))
    expect(() => parseProfile('['.repeat(100) + ']'.repeat(100))).toThrow(expect.objectContaining({ code: 'PROFILE_UNREADABLE' }))
  })

  it('reports every problem at once, each with its place', () => {
    const broken = {
      schema: 'seaworthy.profile/2',
      rows: 100,
      window: null,
      columns: [
        { ...numericColumn('delay', [40, 30]), numeric: { min: 0, max: 'x', mean: 1, standardDeviation: 1, edges: [2, 1], counts: [40, -30] } },
        { ...categoricalColumn('delay', { ATL: 60 }), missing: 40, kind: 'text' },
      ],
    }
    expect(() => parseProfile(JSON.stringify(broken), 'p.json')).toThrow(
      expect.objectContaining({
        code: 'PROFILE_INVALID',
        message: [
          'p.json: $.schema is "seaworthy.profile/2", not "seaworthy.profile/1"',
          '$.columns[0]: count 70 and missing 0 are not the 100 rows',
          '$.columns[0].numeric.counts[1] is not a count',
          '$.columns[0].numeric: 2 edges need 3 counts, not 2',
          '$.columns[0].numeric.edges do not ascend',
          '$.columns[0].numeric.counts add up to 40, not to 70',
          '$.columns[0].numeric.max is not a finite number',
          '$.columns[1].kind is "text"; known are numeric, categorical, datetime',
          '$.columns name "delay" twice',
        ].join('; '),
      }),
    )
  })

  it.each([null, 3, 'x', [], {}, { schema: 'seaworthy.profile/1', rows: 1.5, columns: [null] }])('refuses %j', (value) => {
    expect(() => parseProfile(JSON.stringify(value))).toThrow(expect.objectContaining({ code: 'PROFILE_INVALID' }))
  })
})
