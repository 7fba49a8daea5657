const minus = '−'
const maxDecimals = 8

/** Thousands separators. @example grouped(259414) // '259,414' */
export function grouped(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A count with its noun. @example counted(1, 'row') // '1 row' */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`
}

/** A number with fixed decimals, thousands separated, and a real minus sign. Never "-0". @example fixed(-0.0099, 3) // '−0.010' */
export function fixed(value: number, decimals: number): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`)
  return value < 0 && /[1-9]/.test(digits) ? minus + digits : digits
}

/** A number on its own: four significant digits, without trailing zeros. @example plain(0.0050) // '0.005' */
export function plain(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return value === 0 ? '0' : String(value)
  if (Math.abs(value) < 1e-6 || Math.abs(value) >= 1e15) return value.toExponential(2).replace('-', minus)
  const decimals = Math.max(0, Math.min(10, 3 - Math.floor(Math.log10(Math.abs(value)))))
  const text = fixed(value, decimals)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/**
 * How many decimals a number deserves whose 95 % interval is half so wide: one digit of the width, two where it starts with 1 or 2.
 * @example decimalsOf(0.0231) // 3
 * @example decimalsOf(0.009) // 3
 */
export function decimalsOf(half: number): number {
  if (!(half > 0) || !Number.isFinite(half)) return 3
  const exponent = Math.floor(Math.log10(half))
  const leading = half / 10 ** exponent
  return Math.max(0, Math.min(maxDecimals, (leading < 2.95 ? 1 : 0) - exponent))
}

export function pValue(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p < 0.1 ? p.toFixed(3) : p.toFixed(2)}`
}

export function percent(share: number): string {
  const hundred = share * 100
  if (share > 0 && hundred < 0.01) return '< 0.01%'
  return `${hundred >= 10 || hundred === 0 ? hundred.toFixed(0) : hundred.toFixed(hundred < 1 ? 2 : 1)}%`
}

/** @example bytesText(13493022) // '13.5 MB' */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const scaled = bytes / 1000 ** step
  return step === 0 ? counted(bytes, 'byte') : `${scaled < 100 ? scaled.toFixed(1) : grouped(scaled)} ${units[step]}`
}

/** @example durationText(2500) // '2.5 s' */
export function durationText(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60)
    return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`.replace(
      /(\d+) min 60 s/,
      (_, whole: string) => `${Number(whole) + 1} min 0 s`,
    )
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
