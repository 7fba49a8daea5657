import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { configJsonSchema } from './json-schema.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

describe('configJsonSchema', () => {
  it('is the committed file that editors load', () => {
    expect(JSON.parse(read('../schema/seaworthy.schema.json'))).toEqual(configJsonSchema())
  })

  it('accepts the whole configuration and refuses one with a slip', () => {
    const validate = new Ajv2020({ strict: false }).compile(configJsonSchema())
    const whole = read('./fixtures/seaworthy.yml')
    expect([validate(parse(whole)), validate.errors]).toEqual([true, null])
    expect(validate(parse(whole.replace('on_merge', 'on_merg')))).toBe(false)
    expect(validate(parse(whole.replace('30m', '30 minutes')))).toBe(false)
  })
})
