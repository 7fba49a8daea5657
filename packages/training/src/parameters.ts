import { TrainingError } from './errors.ts'
import { FlattenError, flatten, type Leaf } from './flatten.ts'

export type Parameter = string | number | boolean | null

const maxParameters = 1000
const maxTextLength = 1000

/**
 * A parameters file's value as one level of `a.b.c`, to be shown and compared; the file's digest stands for the rest.
 * Dates become ISO text, numbers that JSON cannot hold become text, and text is cut at 1,000 characters.
 *
 * @throws {TrainingError} `PARAMETERS_INVALID` where the value is no object, uses a path twice or has over 1,000 leaves.
 * @example flattenParameters({ model: { kind: 'boosting', depth: [4, 6] } }) // { 'model.kind': 'boosting', 'model.depth.0': 4, 'model.depth.1': 6 }
 */
export function flattenParameters(value: unknown): Record<string, Parameter> {
  const leaves = parameterLeaves(value)
  if (leaves.size > maxParameters) {
    throw new TrainingError('PARAMETERS_INVALID', `there are ${leaves.size} parameters`, {
      hint: `at most ${maxParameters}: keep data in data files`,
    })
  }
  return Object.fromEntries([...leaves].map(([path, leaf]) => [path.slice(0, 300), parameter(leaf)]))
}

function parameterLeaves(value: unknown): Map<string, Leaf> {
  if (value === null || value === undefined) return new Map()
  try {
    return flatten(value)
  } catch (cause) {
    if (!(cause instanceof FlattenError)) throw cause
    throw new TrainingError('PARAMETERS_INVALID', `the parameters cannot be read: ${cause.message}`, { hint: 'write names and values', cause })
  }
}

function parameter(leaf: Leaf): Parameter {
  if (leaf instanceof Date) return leaf.toISOString()
  if (typeof leaf === 'string') return leaf.slice(0, maxTextLength)
  if (typeof leaf === 'bigint') return String(leaf)
  return typeof leaf === 'number' && !Number.isFinite(leaf) ? String(leaf) : leaf
}
