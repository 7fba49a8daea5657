import { describe, expect, it } from 'vitest'
import { safetensorsHeaderEnd, safetensorsParameters } from './safetensors.ts'

function header(tensors: object | string): Uint8Array {
  const json = new TextEncoder().encode(typeof tensors === 'string' ? tensors : JSON.stringify(tensors))
  const bytes = new Uint8Array(8 + json.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
  bytes.set(json, 8)
  return bytes
}

const good = {
  __metadata__: { format: 'pt' },
  b: { dtype: 'F16', shape: [2, 3], data_offsets: [8, 20] },
  a: { dtype: 'F64', shape: [], data_offsets: [0, 8] },
}

function parameters(tensors: object | string, dataBytes: number): number {
  const head = header(tensors)
  return safetensorsParameters(head, { path: 'm.safetensors', bytes: head.length + dataBytes })
}

describe('safetensors', () => {
  it('counts the numbers of all tensors', () => {
    expect(parameters(good, 20)).toBe(7)
  })

  it('counts numbers of less than a byte', () => {
    expect(parameters({ a: { dtype: 'F4', shape: [4], data_offsets: [0, 2] } }, 2)).toBe(4)
  })

  it('is told by its first nine bytes', () => {
    expect([safetensorsHeaderEnd(header(good)), safetensorsHeaderEnd(Uint8Array.of(8, 9, 0x7b)), safetensorsHeaderEnd(new Uint8Array(20))]).toEqual([
      header(good).length,
      null,
      null,
    ])
  })

  it.each<[string, object | string, number, string]>([
    ['data that are cut off', good, 19, `of ${header(good).length + 19} bytes`],
    ['bytes left over', good, 21, `of ${header(good).length + 21} bytes`],
    ['a gap', { a: { dtype: 'U8', shape: [2], data_offsets: [1, 3] } }, 3, 'starts at byte 1, not at 0'],
    ['tensors that overlap', { ...good, c: { dtype: 'U8', shape: [1], data_offsets: [0, 1] } }, 20, 'starts at byte 0, not at 1'],
    ['a type that is not known', { a: { dtype: 'X8', shape: [1], data_offsets: [0, 1] } }, 1, 'tensor "a" is not described'],
    ['a tensor that is null', { a: null }, 0, 'tensor "a" is not described'],
    ['a size below 0', { a: { dtype: 'U8', shape: [-1], data_offsets: [0, 1] } }, 1, 'tensor "a" is not described'],
    ['fewer bytes than the shape needs', { a: { dtype: 'F32', shape: [2], data_offsets: [0, 4] } }, 4, 'has 4 bytes, not those of its shape'],
    ['a header that is no JSON', '{"a": ', 0, 'header is no JSON object'],
    ['a header that is a list', '[1, 2]', 0, 'header is no JSON object'],
  ])('refuses %s', (_what, tensors, dataBytes, message) => {
    const refused = (() => {
      try {
        return parameters(tensors, dataBytes)
      } catch (error) {
        return error
      }
    })()
    expect(refused).toMatchObject({ code: 'MODEL_UNREADABLE', message: expect.stringContaining(message) })
  })
})
