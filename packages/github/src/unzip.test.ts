import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { GitHubError } from './errors.ts'
import { unzip } from './unzip.ts'

const limits = { maxBytes: 10_000, maxEntries: 5 }
const open = (zip: Uint8Array) => unzip(zip, 'the artifact "a"', limits)

function refusedCode(zip: Uint8Array): string {
  try {
    open(zip)
  } catch (error) {
    if (error instanceof GitHubError) return error.code
    throw error
  }
  return 'none'
}

describe('unzip', () => {
  it('reads files in folders, leaving the folders out', () => {
    const files = open(zipSync({ 'section.json': strToU8('{}'), 'files/': new Uint8Array(), 'files/a.bin': strToU8('abc') }))
    expect([...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['section.json', '{}'],
      ['files/a.bin', 'abc'],
    ])
  })

  it.each([
    ['climbs', '../a'],
    ['climbs from within', 'a/../../b'],
    ['winds', 'a/./b'],
    ['is absolute', '/etc/passwd'],
    ['is absolute on Windows', 'C:/a'],
    ['has a backslash', 'a\\..\\b'],
    ['has a NUL', 'a\0b'],
  ])('refuses a name that %s', (_what, name) => {
    expect(refusedCode(zipSync({ [name]: strToU8('x') }))).toBe('ARTIFACT_UNSAFE')
  })

  it('refuses one name twice', () => {
    const zip = zipSync({ 'a.txt': strToU8('1'), 'b.txt': strToU8('2') }, { level: 0 })
    const twice = Buffer.from(Buffer.from(zip).toString('latin1').replaceAll('b.txt', 'a.txt'), 'latin1')
    expect(refusedCode(twice)).toBe('ARTIFACT_UNSAFE')
  })

  it('refuses too many entries, and too many bytes once unpacked', () => {
    const many = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`f${at}`, strToU8('x')]))
    expect(refusedCode(zipSync(many))).toBe('ARTIFACT_TOO_LARGE')
    expect(refusedCode(zipSync({ bomb: new Uint8Array(20_000) }))).toBe('ARTIFACT_TOO_LARGE')
    expect(refusedCode(zipSync({ one: new Uint8Array(6_000), two: new Uint8Array(6_000) }))).toBe('ARTIFACT_TOO_LARGE')
  })

  it('never unpacks more than an entry promises', () => {
    const zip = zipSync({ bomb: new Uint8Array(5_000_000) })
    const view = new DataView(zip.buffer, zip.byteOffset)
    const directory = view.getUint32(zip.length - 6, true)
    view.setUint32(directory + 24, 100, true)
    const outcome = refusedCode(zip)
    const size = outcome === 'none' ? open(zip).get('bomb')?.byteLength : 0
    expect(size).toBeLessThanOrEqual(100)
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['text', strToU8('this is not a zip')],
    ['half a zip', zipSync({ a: strToU8('x'.repeat(500)) }).subarray(0, 60)],
  ])('refuses %s', (_what, bytes) => {
    expect(refusedCode(bytes)).toBe('ARTIFACT_UNREADABLE')
  })
})
