import type { Model, Numbers, Prediction } from '@seaworthy/inference'
import { joinedImages, type OfImages } from './images-of-prediction.ts'

/** A model whose answers are kept while it gives them. */
export interface RecordedModel {
  readonly model: Model
  /** All that it said in the first pass, row after row; null where it was not asked. */
  recorded(): Prediction | null
}

/** Listens to a model that is asked for the rows of a test set, batch after batch. */
export function recordedModel(model: Model): RecordedModel {
  const parts: Prediction[] = []
  let next = 0
  let over = false
  // A pass that begins anew is over other rows: those on which a threshold is chosen.
  const take = (rows: number, firstRow: number | undefined, part: Prediction): void => {
    over ||= (firstRow ?? 0) !== next
    if (over) return
    next += rows
    parts.push(part)
  }
  return {
    model: {
      ...model,
      async score(batch, options) {
        const score = await model.score(batch, options)
        take(batch.rows, options.firstRow, { kind: 'binary', score, decision: null })
        return score
      },
      async predict(batch, options) {
        const part = await model.predict(batch, options)
        take(batch.rows, options.firstRow, part)
        return part
      },
    },
    recorded: () => joined(parts),
  }
}

function joined(parts: readonly Prediction[]): Prediction | null {
  const [first] = parts
  if (first === undefined) return null
  switch (first.kind) {
    case 'binary': {
      const own = parts.flatMap((part) => (part.kind === 'binary' ? part : []))
      return { ...first, score: numbers(own.map(({ score }) => score)), decision: bytes(own.map(({ decision }) => decision)) }
    }
    case 'multiclass': {
      const own = parts.flatMap((part) => (part.kind === 'multiclass' ? part : []))
      return { ...first, probability: numbers(own.map(({ probability }) => probability)), decision: texts(own.map(({ decision }) => decision)) }
    }
    case 'multilabel':
      return { ...first, score: required(parts.map((part) => (part.kind === 'multilabel' ? part.score : null))) }
    case 'regression': {
      const own = parts.flatMap((part) => (part.kind === 'regression' ? part : []))
      const quantiles = first.quantiles && { ...first.quantiles, values: required(own.map((part) => part.quantiles?.values ?? null)) }
      return { ...first, value: required(own.map(({ value }) => value)), quantiles }
    }
    case 'ranking':
      return { ...first, score: required(parts.map((part) => (part.kind === 'ranking' ? part.score : null))) }
    case 'clustering':
      return { ...first, group: parts.flatMap((part) => (part.kind === 'clustering' ? part.group : [])) }
    case 'text':
      return { ...first, texts: parts.flatMap((part) => (part.kind === 'text' ? part.texts : [])) }
    case 'detection':
    case 'segmentation': {
      const others = parts.slice(1).filter((part): part is OfImages => part.kind === first.kind)
      return joinedImages([first, ...others])
    }
  }
}

function required(parts: readonly (Numbers | null)[]): Numbers {
  return numbers(parts) ?? new Float64Array()
}

function numbers(parts: readonly (Numbers | null)[]): Numbers | null {
  const own = parts.flatMap((part) => part ?? [])
  if (own.length === 0) return null
  const make = own.every((part) => part instanceof Float32Array) ? Float32Array : Float64Array
  return concatenated(own, new make(lengthOf(own)))
}

function bytes(parts: readonly (Uint8Array | null)[]): Uint8Array | null {
  const own = parts.flatMap((part) => part ?? [])
  return own.length === 0 ? null : concatenated(own, new Uint8Array(lengthOf(own)))
}

function texts(parts: readonly (readonly string[] | null)[]): readonly string[] | null {
  const own = parts.flatMap((part) => part ?? [])
  return own.length === 0 ? null : own
}

function lengthOf(parts: readonly ArrayLike<number>[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}

function concatenated<Into extends Numbers | Uint8Array>(parts: readonly ArrayLike<number>[], into: Into): Into {
  let at = 0
  for (const part of parts) {
    into.set(part, at)
    at += part.length
  }
  return into
}
