import type { Numbers } from '../rows/numbers.ts'

/** What a loss of each row compares. */
export interface Compared {
  readonly label: Float64Array
  readonly prediction: Numbers
}

/** The loss of each row. */
export function lossOf({ label, prediction }: Compared, loss: (label: number, prediction: number) => number): Float64Array {
  const losses = new Float64Array(label.length)
  for (let row = 0; row < losses.length; row++) losses[row] = loss(label[row] as number, prediction[row] as number)
  return losses
}

export function absoluteErrors({ label, prediction }: Compared): Float64Array {
  const errors = new Float64Array(label.length)
  for (let row = 0; row < errors.length; row++) errors[row] = Math.abs((label[row] as number) - (prediction[row] as number))
  return errors
}

export function squaredErrors({ label, prediction }: Compared): Float64Array {
  const errors = new Float64Array(label.length)
  for (let row = 0; row < errors.length; row++) errors[row] = ((label[row] as number) - (prediction[row] as number)) ** 2
  return errors
}

/** Prediction less label: above 0 where too much is predicted. */
export function signedErrors({ label, prediction }: Compared): Float64Array {
  const errors = new Float64Array(label.length)
  for (let row = 0; row < errors.length; row++) errors[row] = (prediction[row] as number) - (label[row] as number)
  return errors
}
