import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeClassMap } from './class-map.ts'
import { decodePicture } from './picture.ts'

interface Sized {
  readonly file: string
  readonly width: number
  readonly height: number
}
// Made by fixtures/pictures.py, with Pillow and numpy.
const reference: {
  readonly png: Readonly<Record<string, Sized & { readonly rgb: string }>>
  readonly jpeg: Readonly<Record<string, Sized & { readonly rgb: string }>>
  readonly maps: Readonly<Record<string, Sized & { readonly classes: string }>>
  readonly refused: Readonly<Record<string, string>>
} = JSON.parse(readFileSync(new URL('fixtures/pictures.json', import.meta.url), 'utf8'))

const bytes = (base64: string | undefined) => new Uint8Array(Buffer.from(base64 ?? '', 'base64'))
const grey = bytes(reference.maps.grey?.file)
const jpeg = bytes(reference.jpeg.progressive?.file)

describe('decodePicture', () => {
  it.each(Object.entries(reference.png))('decodes a PNG, %s, as Pillow does', (_, { file, width, height, rgb }) =>
    expect(decodePicture(bytes(file))).toEqual({ kind: 'picture', picture: { width, height, rgb: bytes(rgb) } }),
  )

  // Decoders of JPEG round otherwise, and spread colours of a quarter otherwise.
  it.each(Object.entries(reference.jpeg))('decodes a JPEG, %s, on average within 4 of Pillow', (_, { file, width, height, rgb }) => {
    const found = decodePicture(bytes(file))
    if (found.kind !== 'picture') throw new Error(found.kind)
    const expected = bytes(rgb)
    const away = found.picture.rgb.reduce((sum, value, at) => sum + Math.abs(value - (expected[at] ?? 0)), 0) / expected.length
    expect([found.picture.width, found.picture.height, found.picture.rgb.length, away < 4]).toEqual([width, height, expected.length, true])
  })

  it.each([
    ['a PNG that is cut off', grey.subarray(0, 60), 'broken'],
    ['a JPEG that is cut off', jpeg.subarray(0, jpeg.length / 2), 'broken'],
    ['no image', new Uint8Array(Buffer.from('not an image')), 'unsupported'],
    ['nothing', new Uint8Array(), 'unsupported'],
  ])('decodes no pixel of %s', (_, file, kind) => expect(decodePicture(file)).toEqual({ kind }))
})

describe('decodeClassMap', () => {
  it.each(Object.entries(reference.maps))('reads classes of a PNG, %s, as they were written', (_, { file, width, height, classes }) =>
    expect(decodeClassMap(bytes(file))).toEqual({ kind: 'map', map: { width, height, classes: bytes(classes) } }),
  )

  it.each(Object.entries(reference.refused))('holds %s for no classes', (_, file) => expect(decodeClassMap(bytes(file))).toEqual({ kind: 'colours' }))

  it.each([
    ['a JPEG', jpeg, 'unsupported'],
    ['a PNG that is cut off', grey.subarray(0, 60), 'broken'],
  ])('refuses %s', (_, file, kind) => expect(decodeClassMap(file)).toEqual({ kind }))
})
