import { describe, expect, it } from 'vitest'
import { physicalType } from './physical-type.ts'

const type = (duckType: string, logical: string, maxLength: number | null = null) => ({ kind: 'type', duckType, logical, maxLength })

describe('physicalType', () => {
  it.each([
    ['int64', type('BIGINT', 'integer')],
    ['INT4', type('INTEGER', 'integer')],
    ['bigserial', type('BIGINT', 'integer')],
    ['uint128', type('UHUGEINT', 'integer')],
    ['double  precision', type('DOUBLE', 'number')],
    ['DECIMAL( 10 , 2 )', type('DECIMAL(10,2)', 'number')],
    ['number(5)', type('DECIMAL(5,0)', 'number')],
    ['VARCHAR(18)', type('VARCHAR', 'string', 18)],
    ['character varying(3)', type('VARCHAR', 'string', 3)],
    ['char(2)', type('VARCHAR', 'string', 2)],
    ['uuid', type('UUID', 'string')],
    ['timestamp[us]', type('TIMESTAMP', 'timestamp')],
    ['datetimeoffset', type('TIMESTAMP WITH TIME ZONE', 'timestamp')],
    ['date32[day]', type('DATE', 'date')],
    ['JSON', { kind: 'nested' }],
    ['list', { kind: 'nested' }],
  ])('reads %s', (name, read) => expect(physicalType(name)).toEqual(read))

  it.each([
    ['bigitn', 'UNKNOWN_TYPE', 'did you mean "bigint"?'],
    ['varchar[50]', 'UNKNOWN_TYPE', 'did you mean "varchar(50)"?'],
    ['decimal(39,2)', 'UNKNOWN_TYPE', 'a decimal has 1 to 38 digits, of which the fraction takes no more than all'],
    ['decimal(2,3)', 'UNKNOWN_TYPE', 'a decimal has 1 to 38 digits, of which the fraction takes no more than all'],
    ['int8', 'UNSUPPORTED_CHECK', 'it is 8 bits to Arrow and 8 bytes to PostgreSQL: write tinyint or bigint'],
    ['numeric', 'UNSUPPORTED_CHECK', 'write its digits: numeric(18,3)'],
    ['bytea', 'UNSUPPORTED_CHECK', 'binary columns cannot be checked; leave physicalType out'],
    ['array<int>', 'UNSUPPORTED_CHECK', 'describe it with logicalType object and properties, or array and items'],
    ['STRUCT(a INT)', 'UNSUPPORTED_CHECK', 'describe it with logicalType object and properties, or array and items'],
    ['int[]', 'UNSUPPORTED_CHECK', 'describe it with logicalType object and properties, or array and items'],
  ])('refuses %s', (name, code, hint) => expect(physicalType(name)).toEqual({ kind: 'refused', code, hint }))

  it.each(['constructor', '__proto__', ''])('takes "%s" for no type', (name) =>
    expect(physicalType(name)).toMatchObject({ kind: 'refused', code: 'UNKNOWN_TYPE' }),
  )
})
