import { z } from 'zod'
import type { Scalar } from '../../check.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import type { Reference } from '../../reference.ts'

const share = z.number().min(0).max(1)
// JSON has no infinity; Python writes it as a bare word, which is read as a text.
const edge = z.union([z.number(), z.literal([Infinity, -Infinity]), z.literal(['Infinity', '-Infinity'])])
export const partitionSchema = z.strictObject({
  bins: z.array(edge).min(2).optional(),
  values: z
    .array(z.union([z.string(), z.number(), z.boolean()]))
    .min(1)
    .optional(),
  weights: z.array(share).min(1),
  tail_weights: z.tuple([share, share]).optional(),
})
type Partition = z.output<typeof partitionSchema>

/** Shares that are held back for what the partition does not foresee. */
export interface Holdouts {
  readonly tail: number
  readonly internal: number
}
interface Place {
  readonly path: YamlPath
  readonly reader: ContractReader
}

/** numpy.allclose against 1. */
const sumTolerance = 1.001e-5

/** A partition object as what a distribution is compared with; null with the problems noted. */
export function partitionReference(partition: Partition, holdouts: Holdouts, { path, reader }: Place): Reference | null {
  const refuse = (message: string, key: string) => {
    reader.refuse('INVALID_VALUE', message, { path, key })
    return null
  }
  const total = [...partition.weights, ...(partition.tail_weights ?? [])].reduce((sum, weight) => sum + weight, 0)
  if (Math.abs(total - 1) > sumTolerance) return refuse('the weights do not add up to 1', 'weights')
  if (partition.tail_weights && holdouts.tail !== 0) return refuse('tail_weights and tail_weight_holdout exclude each other', 'tail_weights')
  if (holdouts.tail + holdouts.internal > 1) return refuse('the holdouts exceed 1', 'weights')
  if (partition.values) return valueReference(partition, partition.values, { holdouts, refuse })
  if (!partition.bins) return refuse('a partition needs bins or values', 'weights')
  return binReference(partition, partition.bins.map(Number), { holdouts, refuse })
}

interface Reading {
  readonly holdouts: Holdouts
  readonly refuse: (message: string, key: string) => null
}

function valueReference({ bins, weights, tail_weights }: Partition, values: readonly Scalar[], { holdouts, refuse }: Reading): Reference | null {
  if (bins || tail_weights) return refuse('a partition of values has neither bins nor tails', 'values')
  if (values.length !== weights.length) return refuse(`${values.length} values and ${weights.length} weights`, 'weights')
  if (new Set(values).size !== values.length) return refuse('a value comes twice', 'values')
  if (holdouts.internal > 0) return refuse('internal_weight_holdout is for bins', 'values')
  // How much of it each unforeseen value would get depends on how many there are.
  if (holdouts.tail > 0) return refuse('tail_weight_holdout cannot be shared out over values: list every value', 'values')
  return { kind: 'values', values, weights }
}

function binReference({ weights, tail_weights }: Partition, bins: readonly number[], { holdouts, refuse }: Reading): Reference | null {
  if (bins.length !== weights.length + 1) return refuse(`${weights.length} weights need ${weights.length + 1} bins, not ${bins.length}`, 'bins')
  if (bins.some((edge, at) => at > 0 && edge <= (bins[at - 1] ?? 0))) return refuse('the bins do not increase', 'bins')
  const [openLow, openHigh] = [bins[0] === -Infinity, bins.at(-1) === Infinity]
  if ((openLow || openHigh) && tail_weights) return refuse('a partition with an endless bin has no tails', 'tail_weights')
  if (openLow && openHigh && holdouts.tail > 0) return refuse('nothing lies beyond endless bins: no tail_weight_holdout', 'bins')
  const inner = bins.slice(openLow ? 1 : 0, openHigh ? -1 : bins.length)
  if (inner.length < 2) return refuse('a partition needs two ends that are numbers', 'bins')
  const held = heldBack(weights, holdouts)
  // One open side gets the whole holdout, two get half of it each.
  const beyond = openLow || openHigh ? holdouts.tail : holdouts.tail / 2
  const tails = [openLow ? (held[0] ?? 0) : (tail_weights?.[0] ?? beyond), openHigh ? (held.at(-1) ?? 0) : (tail_weights?.[1] ?? beyond)] as const
  return { kind: 'bins', edges: inner, weights: held.slice(openLow ? 1 : 0, openHigh ? -1 : held.length), tails }
}

// The internal holdout goes to the bins that would be empty.
function heldBack(weights: readonly number[], { tail, internal }: Holdouts): readonly number[] {
  const empty = weights.filter((weight) => weight === 0).length
  return weights.map((weight) => (weight === 0 && empty > 0 ? internal / empty : weight * (1 - tail - internal)))
}
