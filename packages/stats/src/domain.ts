import { StatsError } from './errors.ts'

/** A probability, ends included. */
export function requireProbability(value: number, name: string): void {
  if (!(value >= 0 && value <= 1)) throw new StatsError('OUT_OF_RANGE', `${name} is ${value}; a probability lies in [0, 1]`)
}

export function requireFinite(value: number, name: string): void {
  if (!Number.isFinite(value)) throw new StatsError('NOT_FINITE', `${name} is ${value}; a finite number is needed`)
}

/** The standard error and degrees of freedom that every t-based answer starts from. */
export function requireError(standardError: number, degreesOfFreedom: number): void {
  requireFinite(standardError, 'the standard error')
  if (standardError < 0) throw new StatsError('OUT_OF_RANGE', `the standard error is ${standardError}; it cannot be negative`)
  requireDegreesOfFreedom(degreesOfFreedom)
}

export function requireDegreesOfFreedom(degreesOfFreedom: number): void {
  if (!(degreesOfFreedom > 0 && Number.isFinite(degreesOfFreedom)))
    throw new StatsError('OUT_OF_RANGE', `the degrees of freedom are ${degreesOfFreedom}; they must be positive`, {
      hint: 'two clusters give one degree of freedom',
    })
}
