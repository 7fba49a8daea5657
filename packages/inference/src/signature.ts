import type { InferenceSession } from 'onnxruntime-node'

/** On WebAssembly a dimension without a name and a size reads as -1 in 32 bits without a sign. */
const largestSize = 2 ** 31 - 1

/** Inputs or outputs as a session describes them; an open dimension without a name is an empty text. */
export function signatureOf(values: readonly InferenceSession.ValueMetadata[]): readonly InferenceSession.ValueMetadata[] {
  return values.map((value) =>
    value.isTensor ? { ...value, shape: value.shape.map((size) => (typeof size === 'number' && size > largestSize ? '' : size)) } : value,
  )
}
