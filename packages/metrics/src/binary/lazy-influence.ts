import type { Measurement } from '../metric.ts'

/** A measurement whose influence is computed when first asked for: who only wants the value of ten million rows does not pay for it. */
export function withInfluence({ value, warnings }: Pick<Measurement, 'value' | 'warnings'>, compute: () => Float64Array): Measurement {
  let influence: Float64Array | null = null
  return {
    value,
    get influence() {
      influence ??= compute()
      return influence
    },
    warnings,
  }
}
