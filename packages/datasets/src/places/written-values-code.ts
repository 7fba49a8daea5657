import { type Code, type Local, long } from './machine-code.ts'

/** What a byte of a value may be, as bits of the bytes of a block. */
export type ValueBits = 'digits' | 'points' | 'minuses' | 'exponents' | 'zeros' | 'starts' | 'ends' | 'returns'

export interface ValueBytes {
  now(kind: ValueBits): Code
  /** The same, one or two bytes behind. */
  behind(kind: ValueBits, bytes?: 1 | 2): Code
}

/** Digits that follow something, and whether those of the last block may go on in this one. */
export interface Run {
  /** Where each begins, if there is a digit. */
  readonly starts: Local
  /** 1 or 0. */
  readonly carried: Local
}

/** Digits behind a point, and behind the sign of an exponent. */
export interface ValueRuns {
  readonly fraction: Run
  readonly exponent: Run
}

/** To be computed before {@link numberFaults}. */
export function startRuns({ behind }: ValueBytes, { fraction, exponent }: ValueRuns): readonly Code[] {
  return [
    fraction.starts.set(any(behind('points'), fraction.carried.get)),
    exponent.starts.set(any(both(behind('minuses'), behind('exponents', 2)), exponent.carried.get)),
  ]
}

/** To be computed behind them. */
export function carryRuns({ now }: ValueBytes, { fraction, exponent }: ValueRuns): readonly Code[] {
  return [fraction, exponent].map(({ starts, carried }) =>
    carried.set(long.of(long.less(long.add(now('digits'), both(starts.get, now('digits'))), now('digits')))),
  )
}

/** The bytes behind the runs: a carry runs through all digits. */
function pastRun({ starts }: Run, digits: Code): Code {
  return any(without(long.add(digits, both(starts.get, digits)), digits), without(starts.get, digits))
}

/**
 * Bits of the bytes on which it shows that a value, or what ends there, is not `-?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE]-[0-9]+)?`: a
 * greater exponent could name a number beyond doubles.
 */
export function numberFaults({ now, behind }: ValueBytes, { fraction, exponent }: ValueRuns): Code {
  return any(
    both(pastRun(fraction, now('digits')), now('points')),
    both(pastRun(exponent, now('digits')), any(now('points'), now('exponents'))),
    not(any(now('digits'), now('points'), now('minuses'), now('exponents'), now('ends'), now('returns'))),
    without(now('minuses'), any(now('starts'), behind('exponents'))),
    without(now('exponents'), any(behind('digits'), behind('points'))),
    without(behind('exponents'), now('minuses')),
    without(behind('minuses'), any(now('digits'), now('points'))),
    without(both(behind('minuses'), behind('exponents', 2)), now('digits')),
    without(behind('points'), any(behind('digits', 2), now('digits'))),
    both(now('digits'), behind('zeros'), any(behind('starts'), both(behind('minuses', 2), behind('starts', 2)))),
  )
}

/** What shows that it is no whole number, or a zero with a sign; beside {@link numberFaults}. */
export function integerFaults({ now, behind }: ValueBytes): Code {
  return any(now('points'), now('exponents'), without(both(behind('zeros'), behind('minuses', 2)), now('digits')))
}

export function any(...bits: readonly Code[]): Code {
  return bits.reduce((left, right) => long.or(left, right))
}

export function both(...bits: readonly Code[]): Code {
  return bits.reduce((left, right) => long.and(left, right))
}

export function without(bits: Code, others: Code): Code {
  return long.and(bits, not(others))
}

export function not(bits: Code): Code {
  return long.xor(bits, long.constant(-1n))
}
