const minus = '−'

/** Two or three significant digits, with a real minus sign. @example sensible(0.031234) // '0.031' */
export function sensible(value: number): string {
  if (value === 0) return '0'
  const decimals = Math.max(0, Math.min(8, 1 - Math.floor(Math.log10(Math.abs(value)))))
  return value.toFixed(decimals).replace('-', minus)
}

/** Always with its sign. @example signed(-0.0063, 3) // '−0.006' */
export function signed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals)
  return (value < 0 ? minus : '+') + text
}

/** A difference and half the width of its interval, with the digits that the width supports. @example withInterval(-0.0063, [-0.029, 0.0167]) // '−0.006 ± 0.023' */
export function withInterval(value: number, interval: readonly [number, number]): string {
  const half = (interval[1] - interval[0]) / 2
  const decimals = half > 0 ? Math.max(0, Math.min(8, (leadingDigit(half) < 3 ? 1 : 0) - Math.floor(Math.log10(half)))) : 3
  return `${signed(value, decimals)} ± ${half.toFixed(decimals)}`
}

function leadingDigit(value: number): number {
  return Math.floor(value / 10 ** Math.floor(Math.log10(value)))
}

/** @example grouped(529000) // '529,000' */
export function grouped(count: number): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}

export function pValueText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`
}
