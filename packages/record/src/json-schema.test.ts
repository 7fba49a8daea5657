import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { evaluate, train, validate } from './fixtures/candidate.ts'
import { sectionJsonSchema } from './json-schema.ts'

describe('sectionJsonSchema', () => {
  it('is the committed file that other tools validate against', () => {
    expect(JSON.parse(readFileSync(new URL('../schema/section.schema.json', import.meta.url), 'utf8'))).toEqual(sectionJsonSchema())
  })

  it('accepts what the parser accepts, unknown fields included, and refuses what it refuses', () => {
    const accepts = new Ajv2020({ strict: false }).compile(sectionJsonSchema())
    const good = [validate, train, evaluate, { ...train, region: 'north', body: { ...train.body, carbon: 1 } }]
    const bad = [
      { ...train, key: 'md5:1' },
      { ...train, stage: 'evaluate' },
      { ...train, schema: 'seaworthy.section/2' },
      { ...train, body: {} },
      null,
    ]
    expect([good.map((one) => accepts(one)), bad.map((one) => accepts(one))]).toEqual([good.map(() => true), bad.map(() => false)])
  })
})
