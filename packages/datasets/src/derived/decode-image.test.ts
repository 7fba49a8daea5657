import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DecodedImage, decodeImage } from './decode-image.ts'

interface Reference {
  readonly file: string
  readonly measures: readonly number[]
}
// Made by fixtures/images.py, with Pillow and numpy.
const reference: {
  readonly png: Readonly<Record<string, Reference>>
  readonly jpeg: Readonly<Record<string, Reference>>
  readonly undecoded: Readonly<Record<string, string>>
} = JSON.parse(readFileSync(new URL('fixtures/images.json', import.meta.url), 'utf8'))

const bytes = (base64: string | undefined) => new Uint8Array(Buffer.from(base64 ?? '', 'base64'))
const measures = (image: DecodedImage) => (image.kind === 'decoded' ? (image.pixels.measures() ?? []) : [])
const png = bytes(reference.png['colour of 8 bits']?.file)
const jpeg = bytes(reference.jpeg.progressive?.file)

/** A PNG of 8 bits of grey with any size in its header, and any data. */
function greyPng({ width, height, data, extra = [] }: { width: number; height: number; data: Uint8Array; extra?: readonly Buffer[] }): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const end = chunk('IEND', new Uint8Array())
  return new Uint8Array(Buffer.concat([png.subarray(0, 8), chunk('IHDR', header), ...extra, chunk('IDAT', deflateSync(data)), end]))
}

function chunk(type: string, content: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  return Buffer.concat([length, Buffer.from(type), content, Buffer.alloc(4)])
}

describe('decodeImage', () => {
  it.each(Object.entries(reference.png))('measures a PNG, %s, as numpy does', (_, { file, measures: expected }) => {
    const found = measures(decodeImage(bytes(file)))
    expect(found).toHaveLength(5)
    for (const [at, number] of found.entries()) expect(number).toBeCloseTo(expected[at] ?? Number.NaN, 14)
  })

  // Decoders of JPEG round otherwise, and spread colours of a quarter otherwise.
  it.each(Object.entries(reference.jpeg))('measures a JPEG, %s, within 0.003 of Pillow and numpy', (_, { file, measures: expected }) => {
    const found = measures(decodeImage(bytes(file)))
    expect(found).toHaveLength(5)
    for (const [at, number] of found.entries()) expect(Math.abs(number - (expected[at] ?? Number.NaN))).toBeLessThan(0.003)
  })

  it.each(Object.entries(reference.undecoded))('says of a %s that it is not supported', (_, file) =>
    expect(decodeImage(bytes(file))).toEqual({ kind: 'unsupported' }),
  )

  it('finds no contrast at all in an even picture', () => {
    const even = decodeImage(
      greyPng({
        width: 300,
        height: 300,
        data: Buffer.alloc(301 * 300)
          .fill(77)
          .map((one, at) => (at % 301 === 0 ? 0 : one)),
      }),
    )
    expect(measures(even)).toEqual([77 / 255, 0, 77 / 255, 77 / 255, 77 / 255])
  })

  it.each([
    ['PNG whose header claims 100,000 x 100,000', greyPng({ width: 100_000, height: 100_000, data: new Uint8Array(1) })],
    ['PNG of one pixel too many', greyPng({ width: 4000, height: 4001, data: new Uint8Array(1) })],
    ['JPEG whose header claims 65,535 x 65,535', withSize(jpeg, 65_535, 65_535)],
    ['file of over 8 MiB', new Uint8Array(Buffer.concat([png, Buffer.alloc(8 * 1024 * 1024)]))],
  ])('allocates nothing for a %s', (_, file) => expect(decodeImage(file)).toEqual({ kind: 'too_large' }))

  it.each([
    ['PNG that is cut off', png.subarray(0, png.length / 2)],
    ['PNG with less data than its size needs', greyPng({ width: 10, height: 10, data: new Uint8Array(50) })],
    ['PNG whose data unpack to 50 MB', greyPng({ width: 10, height: 10, data: new Uint8Array(50_000_000) })],
    ['PNG with a second header', greyPng({ width: 1, height: 1, data: new Uint8Array(2), extra: [chunk('IHDR', Buffer.alloc(13))] })],
    ['PNG with an unknown filter', greyPng({ width: 1, height: 1, data: Uint8Array.of(5, 0) })],
    ['PNG of nine bits', png.map((one, at) => (at === 24 ? 9 : one))],
    ['PNG with a damaged byte of data', png.map((one, at) => (at === png.length - 40 ? one ^ 0x55 : one))],
    ['PNG with a palette that lacks a colour', withoutPalette(bytes(reference.png['palette of 16']?.file))],
    ['PNG that ends after its signature', png.subarray(0, 8)],
    ['JPEG that is cut off', jpeg.subarray(0, jpeg.length / 2)],
    ['JPEG of more lines than it holds', withSize(bytes(reference.jpeg.grey?.file), 21, 4_000)],
    ['JPEG of a thousand scans', thousandScans(jpeg)],
  ])('calls a %s broken', (_, file) => expect(decodeImage(file)).toEqual({ kind: 'broken' }))

  it('ends with an answer whatever bytes are damaged', () => {
    const damaged = fc.tuple(fc.constantFrom(png, jpeg), fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 5 }))
    fc.assert(
      fc.property(damaged, ([file, changes]) => {
        const other = file.slice()
        for (const [at, value] of changes) other[at % other.length] = value
        const image = decodeImage(other)
        if (image.kind !== 'decoded') return ['unsupported', 'too_large', 'broken'].includes(image.kind)
        return measures(image).every((number) => number >= 0 && number <= 1 + 1e-12)
      }),
      { numRuns: 500, seed: 4 },
    )
  })
})

function frameAt(file: Uint8Array): number {
  return file.findIndex((one, at) => one === 0xff && ((file[at + 1] ?? 0) === 0xc0 || (file[at + 1] ?? 0) === 0xc2))
}

function withSize(file: Uint8Array, width: number, height: number): Uint8Array {
  const copy = file.slice()
  const view = new DataView(copy.buffer)
  view.setUint16(frameAt(file) + 5, height)
  view.setUint16(frameAt(file) + 7, width)
  return copy
}

function withoutPalette(file: Uint8Array): Uint8Array {
  const buffer = Buffer.from(file)
  buffer.write('PLTX', buffer.indexOf('PLTE'), 'latin1')
  return new Uint8Array(buffer)
}

function thousandScans(file: Uint8Array): Uint8Array {
  const buffer = Buffer.from(file)
  const [at, end] = [buffer.lastIndexOf(Buffer.from([0xff, 0xda])), buffer.lastIndexOf(Buffer.from([0xff, 0xd9]))]
  const scans = Array.from({ length: 1000 }, () => buffer.subarray(at, end))
  return new Uint8Array(Buffer.concat([buffer.subarray(0, end), ...scans, buffer.subarray(end)]))
}
