import { describe, expect, it } from 'vitest'
import { fixture } from '../fixtures.ts'
import { imageSize } from './image-size.ts'
import { measureText, textMeasures } from './text-measures.ts'

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
// Headers of images of 3 x 5 pixels, as Pillow 11 wrote them.
const png = '89504e470d0a1a0a0000000d4948445200000003000000050802000000'
const gif = '474946383961030005008100000000000000000000000000'
const jpeg = 'ffd8ffe000104a46494600010100000100010000ffdb00040102ffc00011080005000303012200021101031101'
const webpLossless = '524946461a000000574542505650384c0d0000002f02000100000000000000'
const webpLossy = '524946463c000000574542505650382030000000d001009d012a0300050001402625'
const webpExtended = '524946461a00000057454250565038580a00000010000000020000040000'

describe('imageSize', () => {
  it.each([
    ['PNG', png],
    ['GIF', gif],
    ['JPEG', jpeg],
    ['lossless WebP', webpLossless],
    ['lossy WebP', webpLossy],
    ['extended WebP', webpExtended],
  ])('reads the header of a %s file', (_, hex) => expect(imageSize(bytes(hex))).toEqual({ width: 3, height: 5 }))

  it.each([
    ['nothing', ''],
    ['a text', '48656c6c6f2c20776f726c6421212121'],
    ['a PNG that is cut off', png.slice(0, 40)],
    ['a JPEG without a frame', jpeg.slice(0, 44)],
    ['a JPEG whose segment lies', 'ffd8ffe0ffff00'],
    ['a WebP of an unknown kind', webpLossless.replace('5650384c', '56503831')],
    ['a PNG of no width', png.replace('00000003', '00000000')],
  ])('finds no image in %s', (_, hex) => expect(imageSize(bytes(hex))).toBeNull())
})

describe('measureText', () => {
  it.each([
    ['Ab 1', [4, 2, 0.5, 0.25, 0.5, 0.25, 0]],
    ['', [0, 0, null, null, null, null, null]],
    ['🙂 é', [3, 2, 1 / 3, 0, 0, 1 / 3, 1 / 3]],
    ['12', [2, 1, 0, 1, null, 0, 0]],
  ])('counts %j', (text, numbers) => expect(measureText(text)).toEqual(numbers))
})

const all = { window: null }

describe('derived numbers of a profile', () => {
  it('tells of longer texts, images and vectors, and of nothing else', async () => {
    await using data = await fixture()
    const select = `select 'a note of some words, number ' || r as note, 'k' || r as code, unhex('${png}') as image, {'bytes': unhex('${gif}'), 'path': 'a'} as nested,
      unhex('00') as blob, [r::float, 4] as vector from range(3, 103) v(r)`
    const profile = await data.session.profile({ files: [await data.parquet('a.parquet', select)], ...all })
    const { rows, columns } = profile.derived ?? { rows: 0, columns: [] }
    const names = (column: string, measures: readonly string[]) => measures.map((measure) => `${column}.${measure}`)
    const size = ['width', 'height', 'aspect', 'bytes']
    expect(rows).toBe(100)
    expect(columns.map(({ name }) => name)).toEqual([
      ...names('note', textMeasures),
      ...names('image', size),
      ...names('nested', size),
      ...names('vector', ['dimension', 'norm', 'mean', 'component_0', 'component_1']),
    ])
    const of = (name: string) => columns.find((column) => column.name === name)
    expect(of('image.aspect')).toMatchObject({
      kind: 'numeric',
      count: 100,
      missing: 0,
      numeric: { min: 0.6, max: 0.6 },
      derivedFrom: { column: 'image', measure: 'aspect' },
    })
    expect(of('nested.bytes')?.numeric).toMatchObject({ min: gif.length / 2, max: gif.length / 2 })
    expect(of('note.words')).toMatchObject({ distinct: 1, numeric: { mean: 7 } })
    expect(of('vector.norm')?.numeric).toMatchObject({ min: 5 })
    // What is stored is neither counted nor shown.
    expect(profile.columns.find(({ name }) => name === 'image')).toMatchObject({ count: 100, distinct: null, categories: [], topValues: null })
  })

  it('counts other rows with the edges of the reference', async () => {
    await using data = await fixture()
    const before = await data.parquet('a.parquet', "select repeat('word ', 5 + (r % 10)::int) as note from range(100) v(r)")
    const after = await data.parquet('b.parquet', "select 'x' as note from range(50)")
    const reference = await data.session.profile({ files: [before], ...all })
    const like = await data.session.profileLike({ files: [after], ...all, reference })
    expect(like.derived?.columns.map(({ name }) => name)).toEqual(reference.derived?.columns.map(({ name }) => name))
    const words = like.derived?.columns.find(({ name }) => name === 'note.words')
    expect(words?.numeric?.edges).toEqual(reference.derived?.columns.find(({ name }) => name === 'note.words')?.numeric?.edges)
    expect(words?.numeric?.counts[0]).toBe(50)
  })
})
