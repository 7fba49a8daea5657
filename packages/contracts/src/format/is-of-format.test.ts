import { describe, expect, it } from 'vitest'
import { textFormats } from '../text-format.ts'
import { formatCases } from './format-cases.ts'
import { isOfFormat } from './is-of-format.ts'

describe('isOfFormat', () => {
  it.each(textFormats)('takes what is written as %s, and nothing else', (format) => {
    const { good, bad } = formatCases[format]
    expect(good.filter((text) => !isOfFormat(text, format))).toEqual([])
    expect(bad.filter((text) => isOfFormat(text, format))).toEqual([])
  })
})
