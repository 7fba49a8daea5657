import type { Sample } from '../profile/profile-sample.ts'
import type { Source } from '../profile/source.ts'
import type { ImageReading } from '../profile.ts'
import { bytesOf } from './blob-bytes.ts'
import { decodeImage } from './decode-image.ts'
import type { ImagePlan } from './derivation.ts'
import { type FoundImage, imageSample } from './image-sample.ts'
import { pixelMeasures } from './pixel-sums.ts'
import { sampledValues } from './sampled-values.ts'

export interface ImagePixels {
  readonly reading: ImageReading
  /** By measure, of the decoded images. */
  readonly values: readonly (readonly number[])[]
}

/** Decodes some of the images that were found in the sampled rows. */
export async function imagePixels(source: Source, { original }: Sample, { plan, images }: ImageQuestion): Promise<ImagePixels> {
  const { decodable, tooLarge } = imageSample(images)
  const counts = { decoded: 0, unsupported: 0, too_large: tooLarge, broken: 0 }
  const values = pixelMeasures.map((): number[] => [])
  const numbered = `select ${plan.bytes} as value, row_number() over () - 1 as row from ${original}`
  const sql = `select value from (${numbered}) where row in (${decodable.map(({ row }) => row).join(', ')})`
  for await (const some of decodable.length === 0 ? [] : sampledValues(source, sql)) {
    for (const value of some) {
      const image = decodeImage(bytesOf(value) ?? new Uint8Array())
      counts[image.kind]++
      const numbers = image.kind === 'decoded' ? image.pixels.measures() : null
      for (const [at, number] of numbers?.entries() ?? []) values[at]?.push(number)
    }
  }
  const { too_large, ...others } = counts
  return { reading: { column: plan.column, chosen: decodable.length + tooLarge, ...others, tooLarge: too_large }, values }
}

export interface ImageQuestion {
  readonly plan: ImagePlan
  readonly images: readonly FoundImage[]
}
