const continuedTerms = 200
const negligible = 1e-18

/**
 * P(X > statistic) for a chi-square variable with a whole number of degrees of freedom: the finite sums of Poisson terms (Abramowitz
 * and Stegun, 26.4.4 and 26.4.5), added from the greatest term to both sides. The relative error grows with the
 * degrees of freedom: 1e-12 for tens of them, 1e-10 for ten thousand. None to test: 1.
 * @example chiSquareTail(3.841458820694124, 1) // 0.05
 */
export function chiSquareTail(statistic: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom < 1 || statistic <= 0) return 1
  if (statistic === Number.POSITIVE_INFINITY) return 0
  const half = statistic / 2
  const odd = degreesOfFreedom % 2 === 1
  const base = odd ? complementaryError(Math.sqrt(half)) : 0
  return Math.min(1, base + poissonTerms(half, { first: odd ? 0.5 : 0, last: degreesOfFreedom / 2 - 1 }))
}

/** The sum of e^-h h^i / Gamma(i + 1) over i = first, first + 1 … last. */
function poissonTerms(h: number, { first, last }: { readonly first: number; readonly last: number }): number {
  if (last < first) return 0
  const start = first + Math.max(0, Math.floor(Math.min(last, h) - first))
  const greatest = Math.exp(start * Math.log(h) - h - logGamma(start + 1))
  let sum = greatest
  for (let i = start, term = greatest; i > first && term > sum * negligible; i--) {
    term *= i / h
    sum += term
  }
  for (let i = start, term = greatest; i < last && term > sum * negligible; i++) {
    term *= h / (i + 1)
    sum += term
  }
  return sum
}

/** Of whole and half numbers. */
function logGamma(x: number): number {
  let sum = x % 1 === 0 ? 0 : 0.5 * Math.log(Math.PI)
  for (let i = x - 1; i > 0; i--) sum += Math.log(i)
  return sum
}

/** erfc: one less the power series of erf for small arguments, else the continued fraction (Abramowitz and Stegun, 7.1.14). */
function complementaryError(z: number): number {
  if (z < 1.5) return 1 - errorSeries(z)
  let fraction = 0
  for (let n = continuedTerms; n > 0; n--) fraction = n / 2 / (z + fraction)
  return Math.exp(-z * z) / Math.sqrt(Math.PI) / (z + fraction)
}

function errorSeries(z: number): number {
  let term = z
  let sum = z
  for (let n = 1; Math.abs(term) > negligible; n++) {
    term *= (-z * z) / n
    sum += term / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * sum
}
