import { describe, expect, it } from 'vitest'
import { commaSeparated } from '../../contract.ts'
import { parseContract } from '../../parse-contract.ts'
import { codesOf, property } from './fixtures/contract-text.ts'

const contract = (...servers: readonly string[]) => `${property('required: true')}servers: [${servers.join(', ')}]\n`
const textOf = (...servers: readonly string[]) => parseContract(contract(...servers), 'c').objects[0]?.text

describe('the servers of a contract', () => {
  it.each([
    ["{ server: s, type: local, path: x, format: csv, delimiter: ';' }", ';'],
    ['{ server: s, type: s3, location: x, format: CSV, delimiter: tab }', '\t'],
    ["{ server: s, type: custom, format: csv, delimiter: '\\t' }", '\t'],
    ['{ server: s, type: local, format: tsv }', '\t'],
  ])('say how texts are delimited: %s', (server, delimiter) => expect(textOf(server)).toEqual({ ...commaSeparated, delimiter }))

  it('count where they are of text files', () =>
    expect(textOf('{ format: parquet, delimiter: x }', '{ format: json, delimiter: new_line }', "{ format: csv, delimiter: '|' }")).toEqual({
      ...commaSeparated,
      delimiter: '|',
    }))

  it.each([
    ['none is of text files', ['{ type: local, format: parquet }']],
    ['none says a delimiter', ['{ type: local, format: csv }']],
    ['they disagree', ["{ format: csv, delimiter: ';' }", '{ format: tsv }']],
  ])('leave it to the reader where %s', (_, servers) => expect(textOf(...servers)).toBeNull())

  it.each([
    ['of several characters', "{ format: csv, delimiter: '||' }"],
    ['that is a quote', "{ format: csv, delimiter: '\"' }"],
    ['that ends lines', '{ format: csv, delimiter: "\\n" }'],
  ])('are refused with a delimiter %s', (_, server) => expect(codesOf(contract(server))).toEqual(['INVALID_VALUE']))
})
