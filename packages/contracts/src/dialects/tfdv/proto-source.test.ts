import { describe, expect, it } from 'vitest'
import { type ProtoValue, protoSource } from './proto-source.ts'

/** A value as short data: messages as lists of fields, scalars as `kind:text`. */
function brief(value: ProtoValue): unknown {
  if (value.kind !== 'message') return `${value.kind}:${value.text}`
  return Object.fromEntries([...value.fields].map(([name, fields]) => [name, fields.map((field) => brief(field.value))]))
}
function read(text: string) {
  const found = protoSource(text)
  return 'problems' in found
    ? found.problems.map(({ code, message, line, column }) => `${code} ${line}:${column} ${message}`)
    : brief(found.source.value as ProtoValue)
}

describe('protoSource', () => {
  it('reads messages in both brackets, lists, texts in parts, numbers and words, with or without separators', () => {
    const text = `\uFEFF# a schema
feature { name: "a" 'b'   # two parts
  "c", presence < min_count: 0x1F; min_fraction: 1.5e-1f > }
feature: { name: 'd' type: INT deprecated: true }
domains [ { value: ["x", 'y'] }, <> ]
empty: []
bounds { low: -inf high: - 12 none: nan }
extra { [type.googleapis.com/a-b.C] { x: 1 } }`
    expect(read(text)).toEqual({
      feature: [
        { name: ['text:abc'], presence: [{ min_count: ['number:0x1F'], min_fraction: ['number:1.5e-1f'] }] },
        { name: ['text:d'], type: ['word:INT'], deprecated: ['word:true'] },
      ],
      domains: [{ value: ['text:x', 'text:y'] }, {}],
      empty: [],
      bounds: [{ low: ['number:-inf'], high: ['number:-12'], none: ['number:nan'] }],
      extra: [{ '[type.googleapis.com/a-b.C]': [{ x: ['number:1'] }] }],
    })
  })

  it('knows where each field stands', () => {
    const found = protoSource('feature {\n  name: "a"\n}\nfeature {\n  name: "b"  value: ["x",\n    "y"]\n}\n')
    if ('problems' in found) throw new Error('unreadable')
    const { place, keyPlace } = found.source
    expect(place(['feature', 1, 'name', 0])).toEqual({ line: 5, column: 3 })
    expect(keyPlace(['feature', 1], 'value')).toEqual({ line: 5, column: 14 })
    expect(place(['feature', 1, 'absent', 0])).toEqual({ line: 4, column: 1 })
    expect(place([])).toEqual({ line: 1, column: 1 })
    expect(place(['absent'])).toEqual({ line: 1, column: 1 })
  })

  it('has no field that nobody wrote', () =>
    expect(read('constructor: 1 __proto__: 2')).toEqual({ constructor: ['number:1'], ['__proto__']: ['number:2'] }))

  it.each([
    ['a message that does not end', 'feature {\n  name: "a"\n', '1:9 "}" is missing: the message that begins here does not end'],
    ['the other bracket', 'feature { name: "a" >', '1:21 the name of a field is expected, not ">"'],
    ['a text that does not end', 'a: "b\nc"', '1:4 a text that does not end on its line'],
    ['a value that is missing', 'a: }', '1:4 a value is expected, not "}"'],
    ['a scalar without a colon', 'a "b"', '1:3 ":" or "{" is expected, not "b"'],
    ['a list without commas', 'a: [1 2]', '1:7 "," or "]" is expected, not "2"'],
    ['a number that is none', 'a: 12ab', '1:4 a number that is none'],
    ['an escape that is none', 'a: "\\q"', '1:4 a text with an escape that is none, or that is not UTF-8'],
    ['a character of no meaning', 'a: 1 @', '1:6 unexpected "@"'],
    ['an end in the middle', 'a:', '1:3 a value is expected, not the end of the file'],
    ['an extension with blanks of other kinds', 'a { [x y!] : 1 }', '1:9 unexpected "!"'],
    ['bottomless nesting', 'a {'.repeat(100), '1:195 messages are nested deeper than 64 levels'],
  ])('refuses %s', (_, text, problem) => expect(read(text)).toEqual([`CONTRACT_UNREADABLE ${problem}`]))
})
