import type { Rows } from '@seaworthy/metrics'
import { type Digest, digestOf } from '@seaworthy/record'

/** The first unit of which two files do not say the same truth, and what each says; null where they agree. */
export interface Disagreement {
  readonly unit: number
  readonly candidate: string
  readonly baseline: string
}

/** What was true must not depend on who predicted. The rows are paired, their classes numbered alike. */
export function truthsDiffer(candidate: Rows, baseline: Rows): Disagreement | null {
  switch (candidate.kind) {
    case 'binary':
      return baseline.kind === 'binary' ? differing(candidate.label, baseline.label) : null
    case 'multiclass':
      return baseline.kind === 'multiclass' ? differing(candidate.label, baseline.label, { names: candidate.classes }) : null
    case 'multilabel':
      return baseline.kind === 'multilabel' ? differing(candidate.label, baseline.label, { width: candidate.labels.length }) : null
    case 'regression':
    case 'forecasting':
      return baseline.kind === candidate.kind ? differing(candidate.label, baseline.label) : null
    case 'clustering':
      if (baseline.kind !== 'clustering' || !candidate.label || !baseline.label) return null
      return differing(candidate.label, baseline.label)
    case 'text':
      return baseline.kind === 'text' ? differingTexts(candidate.reference, baseline.reference) : null
    case 'ranking':
      return baseline.kind === 'ranking' ? differingRelevance(candidate, baseline) : null
    case 'segmentation':
      return baseline.kind === 'segmentation' ? differingPixels(candidate, baseline) : null
    // Detections are read with the annotations that both share.
    case 'detection':
      return null
  }
}

/** Of what was true, in the order of the units: what resamples are drawn by. */
export function truthDigest(rows: Rows): Digest {
  switch (rows.kind) {
    case 'text':
      return digestOf(JSON.stringify(rows.reference))
    case 'ranking':
      return digestOf(bytesOf(rows.starts))
    case 'clustering':
      return digestOf(bytesOf(rows.label ?? Uint32Array.of(rows.prediction.length)))
    case 'detection':
      return digestOf(bytesOf(rows.truth.box))
    case 'segmentation':
      return digestOf(bytesOf(truePixels(rows)))
    default:
      return digestOf(bytesOf(rows.label))
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

function differing(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  { width = 1, names = null }: { readonly width?: number; readonly names?: readonly string[] | null } = {},
): Disagreement | null {
  for (let at = 0; at < one.length; at++) {
    if (one[at] === other[at]) continue
    const text = (value: number | undefined) => String(names?.[value as number] ?? value)
    return { unit: Math.floor(at / width), candidate: text(one[at]), baseline: text(other[at]) }
  }
  return null
}

function differingTexts(one: readonly (readonly string[])[], other: readonly (readonly string[])[]): Disagreement | null {
  const unit = one.findIndex((texts, at) => texts.length !== other[at]?.length || texts.some((text, place) => text !== other[at]?.[place]))
  const quoted = (texts: readonly string[] | undefined) => JSON.stringify(texts?.join(' | ').slice(0, 60))
  return unit < 0 ? null : { unit, candidate: quoted(one[unit]), baseline: quoted(other[unit]) }
}

type Segmentation = Extract<Rows, { readonly kind: 'segmentation' }>

/** Of each image, how many pixels are of each class. */
function truePixels({ classes, confusion }: Segmentation): Float64Array {
  const width = classes.length
  const pixels = new Float64Array(confusion.length / width)
  for (let at = 0; at < confusion.length; at++) {
    const place = Math.floor(at / width)
    pixels[place] = (pixels[place] as number) + (confusion[at] as number)
  }
  return pixels
}

function differingPixels(one: Segmentation, other: Segmentation): Disagreement | null {
  const [own, others] = [truePixels(one), truePixels(other)]
  const width = one.classes.length
  const at = own.findIndex((count, place) => count !== others[place])
  if (at < 0) return null
  const said = (pixels: Float64Array) => `with class ${one.classes[at % width]} at ${pixels[at]} of its pixels`
  return { unit: Math.floor(at / width), candidate: said(own), baseline: said(others) }
}

type Ranking = Extract<Rows, { readonly kind: 'ranking' }>

// Lists may hold different items; of those that both hold the relevance is one.
function differingRelevance(one: Ranking, other: Ranking): Disagreement | null {
  if (one.item === null || other.item === null) return null
  for (let query = 0; query + 1 < one.starts.length; query++) {
    const known = new Map<number, number>()
    for (let at = one.starts[query] as number; at < (one.starts[query + 1] as number); at++) known.set(one.item[at] as number, at)
    for (let at = other.starts[query] as number; at < (other.starts[query + 1] as number); at++) {
      const own = known.get(other.item[at] as number)
      if (own === undefined || one.relevance[own] === other.relevance[at]) continue
      return { unit: query, candidate: String(one.relevance[own]), baseline: String(other.relevance[at]) }
    }
  }
  return null
}
