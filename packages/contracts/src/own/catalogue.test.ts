import { describe, expect, it } from 'vitest'
import { contractReader } from '../reading/contract-reader.ts'
import { yamlSource } from '../reading/yaml-source.ts'
import { catalogue } from './catalogue.ts'
import { ownCheck } from './own-check.ts'
import { ownKinds } from './own-kinds.ts'

describe('the catalogue', () => {
  it('has every kind of check that can be written', () => expect(Object.keys(catalogue).toSorted()).toEqual(Object.keys(ownKinds).toSorted()))

  it.each(Object.entries(catalogue))('shows %s as it is read', (kind, { example }) => {
    const read = yamlSource(example)
    if (!('source' in read)) throw new Error(example)
    const reader = contractReader(read.source)
    const check = ownCheck(read.source.value, { path: [], reader, object: 't', column: null, columns: new Map(), line: 1 })
    expect([check?.kind, reader.problems]).toEqual([kind, []])
  })

  it('shows each kind in one line, and says what it means in whole sentences', () => {
    const odd = Object.entries(catalogue).filter(([, { meaning, example }]) => example.includes('\n') || !/^[A-Z].*\.$/.test(meaning))
    expect(odd).toEqual([])
  })
})
