import { quoteIdentifier } from '@seaworthy/contracts'
import type { ColumnProfile } from '../profile.ts'
import { bytesOf } from './blob-bytes.ts'
import { imageSize } from './image-size.ts'
import { measureText, textMeasures } from './text-measures.ts'

/** Numbers about each value of a column. */
export type DerivationPlan = TextPlan | ImagePlan | VectorPlan
export interface TextPlan extends Measuring {
  readonly kind: 'text'
}
export interface ImagePlan extends Measuring {
  readonly kind: 'image'
  /** SQL of the whole file. */
  readonly bytes: string
}
export interface VectorPlan extends Measuring {
  readonly kind: 'vector'
}
interface Measuring {
  readonly column: string
  readonly measures: readonly string[]
  /** SQL of what JavaScript gets of each value. */
  readonly sql: string
  /** In the order of the measures; of a null all are missing. */
  measure(value: unknown): readonly (number | null)[]
}

/** Shorter texts are names and codes: the profile of the column says all about them. */
const proseLength = 20
const imageHeaderBytes = 262_144
const maxComponents = 16

/** How numbers are derived from a column: of texts of some length, images and vectors; null of all others. */
export function derivationOf(column: Pick<ColumnProfile, 'name' | 'type' | 'text'>, forced: boolean): DerivationPlan | null {
  const name = quoteIdentifier(column.name)
  if (column.type === 'VARCHAR') return forced || (column.text?.meanLength ?? 0) > proseLength ? textPlan(column.name, name) : null
  if (column.type === 'BLOB') return imagePlan(column.name, name)
  if (/^STRUCT\(.*\bbytes"? BLOB\b/.test(column.type)) return imagePlan(column.name, `${name}.bytes`)
  return /^(?:FLOAT|DOUBLE)\[[0-9]*\]$/.test(column.type) ? vectorPlan(column.name, `${name}::DOUBLE[]`) : null
}

function textPlan(column: string, sql: string): TextPlan {
  return {
    kind: 'text',
    column,
    measures: textMeasures,
    sql,
    measure: (value) => (typeof value === 'string' ? measureText(value) : textMeasures.map(() => null)),
  }
}

const imageMeasures = ['width', 'height', 'aspect', 'bytes'] as const

// What the header tells, of all sampled rows; what needs the pixels is measured of fewer.
function imagePlan(column: string, bytes: string): ImagePlan {
  return {
    kind: 'image',
    column,
    bytes,
    measures: imageMeasures,
    sql: `case when ${bytes} is not null then {'head': ${bytes}[1:${imageHeaderBytes}], 'size': octet_length(${bytes})::DOUBLE} end`,
    measure: (value) => {
      const entries = entriesOf(value)
      const size = imageSize(bytesOf(entries?.head) ?? new Uint8Array())
      return size === null ? imageMeasures.map(() => null) : [size.width, size.height, size.width / size.height, Number(entries?.size)]
    },
  }
}

function entriesOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && 'entries' in value ? (value.entries as Readonly<Record<string, unknown>>) : null
}

function vectorPlan(column: string, sql: string): VectorPlan {
  const components = Array.from({ length: maxComponents }, (_, at) => `component_${at}`)
  const measures = ['dimension', 'norm', 'mean', ...components]
  return {
    kind: 'vector',
    column,
    measures,
    sql,
    measure: (value) => {
      const items = typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items) ? value.items.map(Number) : null
      if (items === null) return measures.map(() => null)
      const sum = items.reduce((total, one) => total + one, 0)
      const own = components.map((_, at) => items[at] ?? null)
      return [items.length, Math.hypot(...items), items.length === 0 ? null : sum / items.length, ...own]
    },
  }
}
