import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { alternatives, type FieldDescriptor, type FieldType, type Message, type MessageName, messages } from './messages.ts'
import type { ProtoMessage, ProtoValue } from './proto-source.ts'

interface Place {
  readonly path: YamlPath
  readonly reader: ContractReader
}

/**
 * A message of the text format by its descriptor: fields that it has not, values of another kind, fields given twice and alternatives
 * given together are problems, and are left out.
 */
export function readMessage<N extends MessageName>(name: N, written: ProtoMessage, { path, reader }: Place): Message<N> {
  const descriptors: Readonly<Record<string, FieldDescriptor>> = messages[name]
  const read: [string, unknown][] = []
  for (const [key, fields] of written.fields) {
    const descriptor = Object.hasOwn(descriptors, key) ? descriptors[key] : undefined
    if (!descriptor) {
      const hint = suggestion(key, Object.keys(descriptors))
      reader.refuse('UNKNOWN_KEY', `unknown field "${key}" in ${name}`, { path: [...path, key, 0], hint })
      continue
    }
    const values = fields.flatMap(({ value }, at) => readValue(descriptor.type, value, { path: [...path, key, at], reader }) ?? [])
    if (!descriptor.repeated && fields.length > 1) reader.refuse('DUPLICATE_NAME', `the field "${key}" is given twice`, { path: [...path, key, 1] })
    if (descriptor.repeated) read.push([key, values])
    else if (values.length > 0) read.push([key, values[0]])
  }
  refuseAlternatives(name, written, { path, reader })
  return Object.fromEntries(read) as Message<N>
}

function refuseAlternatives(name: MessageName, { fields }: ProtoMessage, { path, reader }: Place): void {
  for (const group of alternatives[name] ?? []) {
    const [first, second] = [...fields.keys()].filter((key) => group.includes(key))
    if (second !== undefined) reader.refuse('INVALID_VALUE', `"${first}" and "${second}" exclude each other`, { path: [...path, second, 0] })
  }
}

function readValue(type: FieldType, value: ProtoValue, place: Place): unknown {
  if (type.kind === 'any') return true
  if (type.kind === 'message') return value.kind === 'message' ? readMessage(type.of as MessageName, value, place) : wrong(value, 'a message', place)
  if (value.kind === 'message') return wrong(value, kinds[type.kind], place)
  const read = scalar(type.kind === 'word' ? type : { kind: type.kind }, value)
  if (read !== null) return read
  if (type.kind !== 'word') return wrong(value, kinds[type.kind], place)
  const key = place.path.findLast((step) => typeof step === 'string')
  const code = key === 'type' && type.words.includes('BYTES') ? 'UNKNOWN_TYPE' : 'INVALID_VALUE'
  place.reader.refuse(code, `"${key}" cannot be ${JSON.stringify(value.text)}`, { path: place.path, hint: suggestion(value.text, type.words) })
  return null
}

const kinds = { text: 'a text in quotes', int64: 'an integer of 64 bits', double: 'a number', bool: 'true or false', word: 'a word' } as const

function wrong(value: ProtoValue, wanted: string, { path, reader }: Place): null {
  const key = path.findLast((step) => typeof step === 'string')
  const found = value.kind === 'message' ? 'a message' : value.kind === 'text' ? 'a text' : value.text
  reader.refuse('INVALID_VALUE', `"${key}" is ${wanted}, not ${found}`, { path })
  return null
}

type ScalarKind = Exclude<FieldType['kind'], 'message' | 'any'>
type Scalar = { readonly kind: Exclude<ScalarKind, 'word'> } | Extract<FieldType, { readonly kind: 'word' }>

function scalar(type: Scalar, { kind, text }: Exclude<ProtoValue, ProtoMessage>): unknown {
  switch (type.kind) {
    case 'text':
      return kind === 'text' ? text : null
    case 'word':
      return kind === 'word' && type.words.includes(text) ? text : null
    case 'bool':
      return kind === 'text' ? null : (truths.get(text) ?? null)
    case 'int64':
      return kind === 'number' ? integer(text) : null
    case 'double':
      return kind === 'number' ? number(text) : null
  }
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'True', 't', '1'].map((word) => [word, true] as const),
  ...['false', 'False', 'f', '0'].map((word) => [word, false] as const),
])

function integer(text: string): bigint | null {
  const [, minus, digits = ''] = /^(-?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(text) ?? []
  if (digits === '') return null
  const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits)
  const value = minus ? -size : size
  return BigInt.asIntN(64, value) === value ? value : null
}

function number(text: string): number | null {
  const [, minus, rest = ''] = /^(-?)(.*)$/s.exec(text) ?? []
  const size = /^inf(inity)?$/i.test(rest) ? Infinity : /^nan$/i.test(rest) ? Number.NaN : decimal(rest)
  return size === null ? null : minus ? -size : size
}

function decimal(text: string): number | null {
  if (/^0[xX]|^0[0-9]/.test(text)) {
    const whole = integer(text)
    return whole === null ? null : Number(whole)
  }
  return /^[0-9.]/.test(text) ? Number(text.replace(/f$/i, '')) : null
}
