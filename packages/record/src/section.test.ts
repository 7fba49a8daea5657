import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical.ts'
import { digestOf } from './digest.ts'
import { evaluate, train, validate } from './fixtures/candidate.ts'
import { refusal } from './fixtures/thrown.ts'
import { maxSectionBytes, maxSectionDepth, parseCapped, parseSection, type Section, sectionDigest, serializeSection } from './section.ts'

const text = serializeSection(train)
const edited = (change: object) => JSON.stringify({ ...train, ...change })
const codeOf = (bytes: Uint8Array | string) => refusal(() => parseSection(bytes, 'a.json')).code

describe('parseSection', () => {
  it.each([validate, train, evaluate])('gives back each section of a candidate as it was written', (section: Section) => {
    expect(parseSection(serializeSection(section), 'a.json')).toEqual(section)
    expect(parseSection(new TextEncoder().encode(serializeSection(section)), 'a.json')).toEqual(section)
  })

  it('keeps fields that it does not know, at every level, so that a digest stays true', () => {
    const newer = { ...train, region: 'north', run: { ...train.run, cluster: 'k8s' }, body: { ...train.body, carbon: { grams: 3 } } }
    const read = parseSection(canonicalJson(newer), 'a.json')
    expect(read).toEqual(newer)
    expect(sectionDigest(read)).toBe(digestOf(canonicalJson(newer)))
  })

  it('refuses another major version before it looks at anything else', () => {
    const refused = refusal(() => parseSection('{"schema":"seaworthy.section/2","stage":"orbit"}', 'a.json'))
    expect(refused).toEqual({ code: 'UNKNOWN_SCHEMA', message: 'a.json: schema "seaworthy.section/2" is not one that this version reads' })
    expect(['null', '[]', '7', '{}'].map(codeOf)).toEqual(Array(4).fill('UNKNOWN_SCHEMA'))
  })

  it('says every problem of the head at once, each with its place', () => {
    const { code, message } = refusal(() => parseSection(edited({ key: 'md5:1', model: '../etc', run: { ...train.run, sha: 'main' } }), 'a.json'))
    expect(code).toBe('SECTION_INVALID')
    expect(message.split('; ').map((problem) => problem.replace(/: .*/s, ''))).toEqual(['a.json', 'key', 'run.sha'])
    expect(message).toContain('a.json: model: ')
  })

  it('says every problem of the body at once, each with its place', () => {
    const body = { ...train.body, seed: 'one', isolation: 'maybe', data: { rows: -1, window: null } }
    const { code, message } = refusal(() => parseSection(edited({ body }), 'a.json'))
    expect(code).toBe('SECTION_INVALID')
    expect(['seed: ', 'isolation: ', 'data.rows: '].filter((place) => !message.includes(place))).toEqual([])
  })

  it.each([
    ['a stage that does not exist', edited({ stage: 'orbit' })],
    ['the body of another stage', edited({ stage: 'deploy' })],
    ['a number that JSON cannot hold', text.replace('"seed":1', '"seed":1e999')],
  ])('refuses %s', (_what, bytes) => {
    expect(codeOf(bytes)).toBe('SECTION_INVALID')
  })

  it.each([
    ['text cut off', text.slice(0, -1)],
    ['an empty file', ''],
    ['a page of HTML', '<html></html>'],
    ['bytes that are not UTF-8', Buffer.concat([Buffer.from('{"schema":"'), Buffer.from([0xff]), Buffer.from('"}')])],
  ])('refuses %s as unreadable', (_what, bytes) => {
    expect(codeOf(bytes)).toBe('SECTION_UNREADABLE')
  })

  it('refuses more than the allowed bytes, counted as bytes', () => {
    const filler = (length: number) => `"${'é'.repeat(length)}"`
    expect(refusal(() => parseSection(filler(maxSectionBytes / 2), 'a.json'))).toEqual({
      code: 'SECTION_TOO_LARGE',
      message: `a.json has ${maxSectionBytes + 2} bytes; ${maxSectionBytes} are allowed`,
    })
    expect(parseCapped(filler(maxSectionBytes / 2 - 1), 'a.json')).toHaveLength(maxSectionBytes / 2 - 1)
  })

  it('refuses a bomb by its depth before it is parsed: it need not even be JSON', () => {
    expect([codeOf('['.repeat(500_000)), codeOf('{"a":'.repeat(100_000))]).toEqual(['SECTION_TOO_DEEP', 'SECTION_TOO_DEEP'])
  })

  it('counts depth outside strings only, escapes included', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}"\\"[[[\\\\"${']'.repeat(levels)}`
    expect(JSON.stringify(parseCapped(nested(maxSectionDepth), 'a.json'))).toBe(nested(maxSectionDepth))
    expect(refusal(() => parseCapped(nested(maxSectionDepth + 1), 'a.json')).code).toBe('SECTION_TOO_DEEP')
  })
})

describe('serializeSection', () => {
  it('is canonical, whatever the order of the fields', () => {
    const shuffled = Object.fromEntries(Object.entries(train).reverse()) as unknown as Section
    expect(serializeSection(shuffled)).toBe(text)
    expect(sectionDigest(shuffled)).toBe(digestOf(text))
  })

  it('refuses a section that nobody could read back', () => {
    const large = { ...train, consumed: [{ ...train.consumed[0], name: 'x'.repeat(maxSectionBytes) }] } as Section
    expect(refusal(() => serializeSection(large)).code).toBe('SECTION_TOO_LARGE')
    const undecided = { ...train, body: { ...train.body, reported: { auc: Number.NaN } } } as Section
    expect(refusal(() => serializeSection(undecided))).toEqual({
      code: 'NOT_CANONICAL',
      message: '$.body.reported.auc is NaN, which JSON cannot hold',
    })
  })
})
