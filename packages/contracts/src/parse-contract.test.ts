import { describe, expect, it } from 'vitest'
import { ContractError } from './errors.ts'
import { parseContract } from './parse-contract.ts'

const odcs = `apiVersion: v3.1.0
kind: DataContract
id: t
version: 1.0.0
status: active
schema:
  - { name: t, properties: [{ name: a, required: true }] }
`

function errorOf(text: string): ContractError {
  try {
    parseContract(text, 'c.yaml')
  } catch (error) {
    if (error instanceof ContractError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('parseContract', () => {
  it('tells ODCS by its kind, in YAML and in JSON', () => {
    const asJson = { apiVersion: 'v3.1.0', kind: 'DataContract', schema: [{ name: 't', properties: [{ name: 'a' }] }] }
    expect([parseContract(odcs, 'c.yaml').dialect, parseContract(JSON.stringify(asJson), 'c.json').dialect]).toEqual(['odcs', 'odcs'])
  })

  it.each([
    ['an empty text', ''],
    ['a text of no format that is known', 'hello: world'],
    ['broken YAML', 'schema: ['],
    ['a tab where YAML has none', `${odcs}\tname: x`],
    ['a key given twice', `${odcs}id: x`],
    ['a cycle of anchors', 'a: &a [*a]'],
    ['aliases that multiply', `a: &a [x]\n${[...'bcdefghij'].map((key, at) => `${key}: &${key} [${`*${'abcdefghi'[at]},`.repeat(9)}]`).join('\n')}`],
  ])('refuses %s as unreadable', (_, text) => expect(errorOf(text).code).toBe('CONTRACT_UNREADABLE'))

  it('puts the place of each problem before it, and counts them', () => {
    const error = errorOf(odcs.replace('required: true', 'requird: true, uniqe: true'))
    expect(error.message).toBe(
      [
        'contract "c.yaml" has 2 problems:',
        'c.yaml:7:40: unknown key "requird" (did you mean "required"?)',
        'c.yaml:7:55: unknown key "uniqe" (did you mean "unique"?)',
      ].join('\n'),
    )
  })

  it('is the code and the hint of its first problem', () => {
    const error = errorOf(odcs.replace('required: true', 'logicalType: integr'))
    expect([error.code, error.hint, error.message]).toEqual([
      'UNKNOWN_TYPE',
      'did you mean "integer"?',
      'c.yaml:7:53: "logicalType" cannot be "integr" (did you mean "integer"?)',
    ])
  })
})
