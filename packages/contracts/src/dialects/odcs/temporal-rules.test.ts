import { describe, expect, it } from 'vitest'
import { plainLexical } from '../../contract.ts'
import { parseContract } from '../../parse-contract.ts'
import { checksOf, codesOf, problemsOf, property } from './fixtures/contract-text.ts'
import { isoMoment } from './java-time-format.ts'

const all = { condition: { operator: 'equal', value: 0, unit: 'rows' }, where: null }
const columnOf = (yaml: string) => parseContract(property(yaml), 'c').objects[0]?.columns[0]
const included = (value: string) => ({ value, exclusive: false })

describe('dates and times', () => {
  it('are read from texts as their format says', () =>
    expect(columnOf('logicalType: date\nlogicalTypeOptions: { format: dd.MM.yyyy }')?.lexical).toEqual({
      ...plainLexical,
      form: '[0-9]{2}\\.[0-9]{2}\\.[0-9]{4}',
      timeFormat: '%d.%m.%Y',
    }))

  it('need no format where ISO 8601 says the same', () =>
    expect(columnOf('logicalType: date\nlogicalTypeOptions: { format: yyyy-MM-dd }')?.lexical).toBeNull())

  it('are timestamps or times where the format of a date says so', () => {
    const typeOf = (format: string) => columnOf(`logicalType: date\nlogicalTypeOptions: { format: '${format}' }`)?.type
    expect(['yyyyMMdd', 'yyyy-MM-dd HH:mm:ss', 'HH:mm:ss'].map(typeOf)).toEqual(['date', 'timestamp', 'time'])
  })

  it.each(['{ timezone: true }', '{ format: yyyy-MM-ddTHH:mm:ssZ }'])('are moments with %s', (options) => {
    const yaml = `logicalType: timestamp\nlogicalTypeOptions: ${options}`
    expect(columnOf(yaml)).toMatchObject({
      type: 'timestamp',
      duckType: 'TIMESTAMP WITH TIME ZONE',
      lexical: { ...plainLexical, form: isoMoment },
    })
  })

  it('have bounds in UTC where they are moments', () => {
    const yaml = `logicalType: timestamp
physicalType: timestamp
logicalTypeOptions:
  minimum: '2020-01-01 00:00:00+10:00'
  exclusiveMaximum: '2021-01-01T00:00:00Z'
  timezone: true
  defaultTimezone: Australia/Sydney`
    expect(checksOf(property(yaml)).slice(1)).toEqual([
      { kind: 'type', id: 'a.type', severity: 'error', line: 10, column: 'a', type: 'timestamp', duckType: 'TIMESTAMP WITH TIME ZONE' },
      {
        kind: 'range',
        id: 'a.range',
        severity: 'error',
        line: 13,
        column: 'a',
        type: 'timestamp',
        minimum: included('2019-12-31 14:00:00'),
        maximum: { value: '2021-01-01 00:00:00', exclusive: true },
        ...all,
      },
    ])
  })

  it('have no zone with timezone: false', () =>
    expect(checksOf(property('logicalType: timestamp\nlogicalTypeOptions: { timezone: false }'), 'type_in')).toEqual([
      {
        kind: 'type_in',
        id: 'a.timezone',
        severity: 'error',
        line: 11,
        column: 'a',
        duckTypes: ['TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS'],
      },
    ]))

  it('are held to their form where they are stored as texts', () => {
    const head = { severity: 'error', column: 'a' }
    expect(checksOf(property('logicalType: date\nphysicalType: string\nlogicalTypeOptions: { format: dd/MM/yyyy }')).slice(1)).toEqual([
      { kind: 'type', id: 'a.type', ...head, line: 10, type: 'string', duckType: 'VARCHAR' },
      { kind: 'strptime', id: 'a.format', ...head, line: 12, format: '%d/%m/%Y', ...all },
    ])
    expect(checksOf(property('logicalType: time\nphysicalType: string')).slice(2)).toEqual([
      { kind: 'format', id: 'a.format', ...head, line: 10, format: 'time', ...all },
    ])
  })

  it.each([
    ['a day that is none', "logicalType: date\nlogicalTypeOptions: { minimum: '2001-02-30' }", 'INVALID_VALUE'],
    ['a format of another type', 'logicalType: time\nlogicalTypeOptions: { format: yyyy-MM-dd }', 'INVALID_VALUE'],
    ['a format beyond the stored type', "logicalType: date\nphysicalType: date\nlogicalTypeOptions: { format: 'yyyy-MM-dd HH:mm' }", 'INVALID_VALUE'],
    ['a format that strptime reads otherwise', 'logicalType: date\nlogicalTypeOptions: { format: yy-MM-dd }', 'UNSUPPORTED_CHECK'],
    ['a zone that the format lacks', "logicalType: timestamp\nlogicalTypeOptions: { timezone: true, format: 'yyyy-MM-dd HH:mm' }", 'INVALID_VALUE'],
    ['a zone that should not be', 'logicalType: timestamp\nphysicalType: timestamptz\nlogicalTypeOptions: { timezone: false }', 'INVALID_VALUE'],
    ['a zone that is not stored', 'logicalType: timestamp\nphysicalType: timestamp_ns\nlogicalTypeOptions: { timezone: true }', 'INVALID_VALUE'],
    ['times of day with a zone', 'logicalType: time\nlogicalTypeOptions: { timezone: true }', 'UNSUPPORTED_CHECK'],
    ['an offset where there is no zone', "logicalType: timestamp\nlogicalTypeOptions: { minimum: '2020-01-01T00:00:00+01:00' }", 'INVALID_VALUE'],
    ['a zone that is unknown', 'logicalType: timestamp\nlogicalTypeOptions: { timezone: true, defaultTimezone: Mars/Olympus }', 'INVALID_VALUE'],
    ['bounds of dates in texts', "logicalType: date\nphysicalType: varchar\nlogicalTypeOptions: { minimum: '2001-01-01' }", 'UNSUPPORTED_CHECK'],
  ])('are refused with %s', (_, yaml, code) => expect(codesOf(property(yaml))).toEqual([code]))

  it('need the offset of a bound where the default zone is not UTC', () => {
    const yaml = "logicalType: timestamp\nlogicalTypeOptions: { timezone: true, defaultTimezone: Europe/Berlin, minimum: '2020-01-01T00:00:00' }"
    expect(problemsOf(property(yaml))).toMatchObject([{ code: 'INVALID_VALUE', hint: 'write it with its offset: 2001-12-31T23:59:59+01:00' }])
    expect(codesOf(property(yaml.replace('Europe/Berlin', 'Etc/UTC')))).toEqual([])
  })
})
