import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures.ts'
import { lineChunks } from './line-chunks.ts'

const line = (length: number) => `${'é'.repeat(length / 2)}\n`

describe('lineChunks', () => {
  it('gives a text in parts that end where lines end, however long those are', async () => {
    const lengths = [10, 400_000, 900_000, 5_000_000, 2, 0, 1_048_574, 1_048_576, 3_000_000, 20, 700_000, 700_000, 700_000]
    const content = lengths.map(line).join('')
    await using data = await fixture()
    const parts: string[] = []
    for await (const part of lineChunks({ file: await data.text('x.csv', `\ufeff${content}end`), compression: 'none' })) parts.push(part.toString())
    expect(parts.join('') === `${content}end`).toBe(true)
    expect(parts.slice(0, -1).every((part) => part.endsWith('\n'))).toBe(true)
  })

  it('never parts a carriage return from its line feed', async () => {
    const content = '1234567\r\n'.repeat(300_000)
    await using data = await fixture()
    const ends: string[] = []
    for await (const part of lineChunks({ file: await data.text('x.csv', content), compression: 'none' })) ends.push(part.toString().slice(-2))
    expect(new Set(ends)).toEqual(new Set(['\r\n']))
  })

  it('may be left before its end', async () => {
    await using data = await fixture()
    const text = { file: await data.text('x.csv', line(20).repeat(100_000)), compression: 'none' as const }
    for await (const part of lineChunks(text)) {
      expect(part.length).toBeGreaterThan(1_000_000)
      break
    }
  })
})
