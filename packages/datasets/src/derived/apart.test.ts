import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Fixture, fixture } from '../fixtures.ts'
import type { Profile } from '../profile.ts'

const all = { window: null }
const reference: {
  readonly png: Readonly<Record<string, { readonly file: string; readonly measures: readonly number[] }>>
  readonly undecoded: Readonly<Record<string, string>>
} = JSON.parse(readFileSync(new URL('fixtures/images.json', import.meta.url), 'utf8'))
const hex = (base64: string | undefined) => Buffer.from(base64 ?? '', 'base64').toString('hex')
const colour = reference.png['colour of 8 bits']
const black = reference.png.black
const gif = hex(reference.undecoded.GIF)
const bomb = `89504e470d0a1a0a0000000d49484452${'000186a0'.repeat(2)}0802000000`

/** Rows whose images come in turn; '' stands for a null. */
const rowsOf = (files: readonly string[], rows: number) =>
  `select case when h <> '' then unhex(h) end as image, r from (select [${files.map((file) => `'${file}'`).join(', ')}][r % ${files.length} + 1] as h, r from range(${rows}) v(r))`
const apartOf = (profile: Profile, name: string) => profile.derived?.apart.find((column) => column.name === name)
const profileOf = async (data: Fixture, select: string, question = {}) =>
  data.session.profile({ files: [await data.parquet('a.parquet', select)], ...all, ...question })

describe('pixels of a column of images', () => {
  it('are measured of PNG and JPEG files, and what is not decoded is counted', async () => {
    await using data = await fixture()
    const files = [hex(colour?.file), hex(black?.file), gif, bomb, hex(colour?.file).slice(0, 200), '', '00ff']
    const profile = await profileOf(data, rowsOf(files, 210))
    expect(profile.derived?.images).toEqual([{ column: 'image', chosen: 150, decoded: 60, unsupported: 30, tooLarge: 30, broken: 30 }])
    expect(profile.derived?.apart.map(({ name }) => name)).toEqual(['brightness', 'contrast', 'red', 'green', 'blue'].map((one) => `image.${one}`))
    const [mean = 0] = colour?.measures ?? []
    expect(apartOf(profile, 'image.brightness')).toMatchObject({
      count: 60,
      missing: 90,
      numeric: { min: 0 },
      derivedFrom: { column: 'image', measure: 'brightness' },
    })
    expect(apartOf(profile, 'image.brightness')?.numeric?.max).toBeCloseTo(mean, 14)
    expect(profile.derived?.columns.find(({ name }) => name === 'image.width')).toMatchObject({ count: 150, missing: 60 })
  })

  it('are those of the same 256 images of many, whatever the number of threads', async () => {
    await using one = await fixture({ threads: 1 })
    await using many = await fixture({ threads: 4 })
    const select = rowsOf([hex(colour?.file), hex(black?.file), hex(reference.png['grey of 8 bits']?.file)], 30_000)
    const profile = await profileOf(one, select)
    expect(profile.derived?.images).toMatchObject([{ chosen: 256, decoded: 256 }])
    expect((await profileOf(many, select)).derived).toEqual(profile.derived)
  })

  it('and sizes have a bin of their own where all are alike, so that other ones show', async () => {
    await using data = await fixture()
    const before = await profileOf(data, rowsOf([hex(colour?.file)], 100))
    const after = await data.parquet('b.parquet', rowsOf([hex(black?.file), hex(colour?.file)], 100))
    const like = await data.session.profileLike({ files: [after], ...all, reference: before })
    const width = (profile: Profile) => profile.derived?.columns.find(({ name }) => name === 'image.width')?.numeric
    expect(width(before)).toMatchObject({ counts: [0, 100, 0], edges: [21 - 21 * Number.EPSILON, 21] })
    expect(width(like)).toMatchObject({ counts: [50, 50, 0], quantiles: [] })
    expect(apartOf(like, 'image.brightness')?.numeric?.counts).toEqual([50, 50, 0])
  })

  it('are counted with the edges of a reference, and not where a reference has none', async () => {
    await using data = await fixture()
    const before = await profileOf(data, rowsOf([hex(colour?.file), hex(black?.file)], 200))
    const files = [await data.parquet('b.parquet', rowsOf([hex(black?.file)], 120))]
    const like = await data.session.profileLike({ files, ...all, reference: before })
    expect(like.derived?.apart.map(({ name }) => name)).toEqual(before.derived?.apart.map(({ name }) => name))
    expect(apartOf(like, 'image.red')?.numeric?.edges).toEqual(apartOf(before, 'image.red')?.numeric?.edges)
    expect(apartOf(like, 'image.red')?.numeric?.counts[0]).toBe(120)
    const earlier = { ...before, derived: { columns: before.derived?.columns ?? [] } }
    expect((await data.session.profileLike({ files, ...all, reference: earlier })).derived).toMatchObject({ apart: [], images: [] })
  })
})

// Each text is six of the given number of words, in an order that has no short period.
const words = (count: number) => `[${Array.from({ length: count }, (_, at) => `'${wordOf(at)}'`).join(', ')}]`
const wordOf = (at: number) =>
  [...String(at)]
    .map((digit) => 'bcdfghklmn'[Number(digit)])
    .join('')
    .padStart(6, 'a')
const texts = (count: number, rows: number, seed = 1) =>
  `select list_aggregate([${words(count)}[(hash(r * 6 + i + ${seed}) % ${count})::int + 1] for i in range(6)], 'string_agg', ' ') as note from range(${rows}) v(r)`

describe('words of a column of texts', () => {
  it('are kept as hashes from one half of the rows, and looked for in the other half', async () => {
    await using data = await fixture()
    const profile = await profileOf(data, texts(40, 2_000))
    const [vocabulary] = profile.derived?.vocabularies ?? []
    expect(vocabulary?.column).toBe('note')
    expect(Buffer.from(vocabulary?.words ?? '', 'base64')).toHaveLength(40 * 4)
    const unknown = apartOf(profile, 'note.out_of_vocabulary')
    expect(unknown).toMatchObject({
      count: 1_000,
      missing: 0,
      numeric: { min: 0, max: 0 },
      derivedFrom: { column: 'note', measure: 'out_of_vocabulary' },
    })
  })

  it('that a reference does not have are a share of those of new data', async () => {
    await using data = await fixture()
    const before = await profileOf(data, texts(40, 2_000))
    const after = await data.parquet('b.parquet', `(${texts(40, 300, 7)}) union all select 'something else altogether' from range(100)`)
    const like = await data.session.profileLike({ files: [after], ...all, reference: before })
    expect(apartOf(like, 'note.out_of_vocabulary')).toMatchObject({ count: 400, missing: 0, numeric: { min: 0, max: 1, mean: 0.25 } })
    expect(like.derived?.vocabularies).toEqual([])
    // A bin of texts without an unknown word, one of those with nothing else.
    const counts = apartOf(like, 'note.out_of_vocabulary')?.numeric?.counts
    expect([counts?.length, counts?.[0], counts?.at(-1)]).toEqual([21, 300, 100])
  })

  it('that are rare are as rare in like data as in the rows of the reference that made no vocabulary', async () => {
    await using data = await fixture()
    const before = await profileOf(data, texts(3_000, 2_000))
    const files = [await data.parquet('b.parquet', texts(3_000, 2_000, 99_999))]
    const after = await data.session.profileLike({ files, ...all, reference: before })
    const means = [before, after].map((profile) => apartOf(profile, 'note.out_of_vocabulary')?.numeric?.mean ?? 0)
    expect(means.every((mean) => mean > 0.9)).toBe(true)
    expect(Math.abs((means[0] ?? 0) - (means[1] ?? 0))).toBeLessThan(0.02)
  })

  it('of hidden columns are kept, those of personal ones never', async () => {
    await using data = await fixture()
    const hidden = await profileOf(data, texts(40, 500), { values: 'hide' })
    expect(hidden.derived?.vocabularies).toHaveLength(1)
    expect(JSON.stringify(hidden)).not.toContain(wordOf(1))
    const personal = await profileOf(data, texts(40, 500), { personal: ['note'] })
    expect(personal.derived).toMatchObject({ apart: [], vocabularies: [] })
    expect(personal.derived?.columns.map(({ name }) => name)).toContain('note.words')
  })

  it('of very many columns are fewer each, 65,536 in all', async () => {
    await using data = await fixture()
    const columns = Array.from({ length: 70 }, (_, at) => `note as c${at}`).join(', ')
    const select = `select ${columns} from (select array_to_string(${words(1_000)}, ' ') as note from range(20))`
    const profile = await profileOf(data, select, { values: 'hide' })
    const sizes = profile.derived?.vocabularies.map((one) => Buffer.from(one.words, 'base64').length / 4)
    expect(sizes).toEqual(Array.from({ length: 70 }, () => 936))
  })

  it('of texts without a common word are not kept', async () => {
    await using data = await fixture()
    const profile = await profileOf(data, "select 'id ' || md5(r::varchar) || 'a' as code from range(4) v(r)")
    expect(profile.derived).toMatchObject({ apart: [], vocabularies: [] })
  })
})
