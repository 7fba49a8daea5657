import type { Sample } from '../profile/profile-sample.ts'
import type { Source } from '../profile/source.ts'
import type { ColumnProfile, DerivedProfile, ImageReading, ProfileShape, WordsProfile } from '../profile.ts'
import { type DerivationPlan, derivationOf, type ImagePlan, type TextPlan } from './derivation.ts'
import { derivedColumns, type ReferenceEdges } from './derived-columns.ts'
import { imagePixels } from './image-pixels.ts'
import type { FoundImage } from './image-sample.ts'
import { pixelMeasures } from './pixel-sums.ts'
import { sampledValues } from './sampled-values.ts'
import { maxWords, maxWordsInAll, ownUnknownWords, unknownWordsEdges, unknownWordsLike, unknownWordsMeasure } from './unknown-words.ts'

export interface DerivedQuestion {
  /** Numbers about columns that are not shown are shapes and lengths: they are derived all the same. */
  readonly columns: readonly ColumnProfile[]
  /** What was derived of a reference, with its edges; null to choose by these data. */
  readonly like: NonNullable<ProfileShape['derived']> | null
}

/** Numbers about the sampled texts, images and vectors, each as a numeric column `<column>.<measure>`; null where there are none. */
export async function derivedProfile(source: Source, sample: Sample, { columns, like }: DerivedQuestion): Promise<DerivedProfile | null> {
  const known = like && [...like.columns, ...(like.apart ?? [])]
  const wanted = known && new Set(known.map(({ derivedFrom }) => derivedFrom?.column))
  const plans = columns
    .filter(({ name }) => wanted?.has(name) ?? true)
    .map((column) => derivationOf(column, wanted !== null))
    .filter((plan) => plan !== null)
  const personal = new Set(columns.filter(isCountsAlone).map(({ name }) => name))
  const texts = plans.filter((plan) => plan.kind === 'text' && !personal.has(plan.column)).length
  const work: Work = {
    source,
    sample,
    edges: known && new Map(known.map(({ name, numeric }) => [name, numeric?.edges ?? []])),
    vocabularies: like && new Map(like.vocabularies?.map(({ column, words }) => [column, words])),
    personal,
    maxWords: Math.min(maxWords, Math.floor(maxWordsInAll / Math.max(1, texts))),
  }
  const parts: DerivedPart[] = []
  for (const plan of plans) parts.push(await derivedPart(work, plan))
  if (parts.every(({ columns, apart, images }) => columns.length + apart.length + images.length === 0)) return null
  return {
    rows: sample.rows,
    columns: parts.flatMap(({ columns }) => columns),
    apart: parts.flatMap(({ apart }) => apart),
    images: parts.flatMap(({ images }) => images),
    vocabularies: parts.flatMap(({ vocabularies }) => vocabularies),
  }
}

/** Of a personal column nothing is kept that its values could be guessed by, and so no vocabulary. */
function isCountsAlone({ personal, hidden, categories, count }: ColumnProfile): boolean {
  return personal.length > 0 || (hidden && count > 0 && categories?.length === 0)
}

interface Work {
  readonly source: Source
  readonly sample: Sample
  readonly edges: ReferenceEdges
  /** Those of the reference, by column; null to make them from these data. */
  readonly vocabularies: ReadonlyMap<string, string> | null
  readonly personal: ReadonlySet<string>
  readonly maxWords: number
}
interface DerivedPart {
  readonly columns: readonly ColumnProfile[]
  readonly apart: readonly ColumnProfile[]
  readonly images: readonly ImageReading[]
  readonly vocabularies: readonly WordsProfile[]
}

async function derivedPart(work: Work, plan: DerivationPlan): Promise<DerivedPart> {
  const { values, images } = await measured(work, plan)
  const columns = derivedColumns({ ...plan, rows: work.sample.rows, values }, work.edges)
  const part = { columns, apart: [], images: [], vocabularies: [] }
  switch (plan.kind) {
    case 'text':
      return { ...part, ...(await wordsPart(work, plan)) }
    case 'image':
      return { ...part, ...(await imagePart(work, plan, images)) }
    case 'vector':
      return part
  }
}

async function measured({ source, sample }: Work, plan: DerivationPlan): Promise<{ readonly values: number[][]; readonly images: FoundImage[] }> {
  const values = plan.measures.map((): number[] => [])
  const images: FoundImage[] = []
  let row = 0
  const { relation, original } = sample
  for await (const some of sampledValues(source, `select ${plan.sql} from ${plan.kind === 'text' ? relation : original}`)) {
    for (const value of some) {
      const numbers = plan.measure(value)
      for (const [at, number] of numbers.entries()) if (number !== null && Number.isFinite(number)) values[at]?.push(number)
      const [width, height, , bytes] = numbers
      if (plan.kind === 'image' && width && height && bytes) images.push({ row, pixels: width * height, bytes })
      row++
    }
  }
  return { values, images }
}

async function imagePart({ source, sample, edges }: Work, plan: ImagePlan, images: readonly FoundImage[]): Promise<Partial<DerivedPart>> {
  const isAsked = edges === null || pixelMeasures.some((measure) => edges.has(`${plan.column}.${measure}`))
  if (!isAsked || (edges === null && images.length === 0)) return {}
  const { reading, values } = await imagePixels(source, sample, { plan, images })
  const apart = derivedColumns({ column: plan.column, measures: pixelMeasures, rows: reading.chosen, values }, edges)
  return { apart, images: [reading] }
}

async function wordsPart(work: Work, plan: TextPlan): Promise<Partial<DerivedPart>> {
  const { source, sample, edges, vocabularies, personal } = work
  const { column } = plan
  const words = vocabularies?.get(column)
  if (personal.has(column) || (vocabularies !== null && words === undefined)) return {}
  const found =
    words === undefined
      ? await ownUnknownWords(source, sample, { plan, limit: work.maxWords })
      : await unknownWordsLike(source, sample, { plan, words })
  const measurement = { column, measures: [unknownWordsMeasure], rows: found.rows, values: [found.shares], fixedEdges: unknownWordsEdges }
  const apart = derivedColumns(measurement, edges)
  return { apart, vocabularies: found.vocabulary ? [{ column, words: String(found.vocabulary) }] : [] }
}
