import { describe, expect, it } from 'vitest'
import { maxImageBytes, maxPixels } from './decode-image.ts'
import { type FoundImage, imageSample, maxImages, maxTotalPixels } from './image-sample.ts'

const images = (count: number, of: Partial<FoundImage> = {}): readonly FoundImage[] =>
  Array.from({ length: count }, (_, row) => ({ row, pixels: 10_000, bytes: 5_000, ...of }))

describe('imageSample', () => {
  it('takes all of a few images, in the order of their rows', () => {
    const few = images(100)
    expect(imageSample(few)).toEqual({ decodable: few, tooLarge: 0 })
    expect(imageSample([])).toEqual({ decodable: [], tooLarge: 0 })
  })

  it('takes as many of many, spread evenly, and the same ones each time', () => {
    const { decodable } = imageSample(images(10_000))
    expect(decodable).toHaveLength(maxImages)
    const quarters = [0, 1, 2, 3].map((quarter) => decodable.filter(({ row }) => Math.floor(row / 2_500) === quarter).length)
    expect(quarters.every((count) => Math.abs(count - maxImages / 4) <= 2)).toBe(true)
    expect(imageSample(images(10_000))).toEqual(imageSample(images(10_000)))
  })

  it('takes fewer where they are large', () => {
    const { decodable, tooLarge } = imageSample(images(10_000, { pixels: 12_000_000 }))
    expect([decodable.length, tooLarge]).toEqual([maxTotalPixels / 12_000_000, 0])
    expect(imageSample(images(10_000, { bytes: maxImageBytes })).decodable).toHaveLength(32)
  })

  it('counts those that are too large each, and takes none of them', () => {
    const [bomb, file] = [{ pixels: maxPixels + 1 }, { bytes: maxImageBytes + 1 }]
    expect(imageSample([...images(3, bomb), ...images(2, file)])).toEqual({ decodable: [], tooLarge: 5 })
  })
})
