import { logGamma } from './log-gamma.ts'

const maxTerms = 100_000
const relativeTolerance = 1e-16
const tiny = 1e-300

/**
 * P(X > statistic) for a chi-square variable: the regularised upper incomplete gamma function Q(k/2, x/2), by its power series
 * below a + 1 and by its continued fraction above (modified Lentz; Numerical Recipes, 6.2). Relative error about 1e-12.
 * Zero or fewer degrees of freedom leave nothing to test: 1.
 * @example chiSquareSurvival(3.841458820694124, 1) // 0.05
 */
export function chiSquareSurvival(statistic: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom <= 0 || statistic <= 0) return 1
  if (statistic === Number.POSITIVE_INFINITY) return 0
  const a = degreesOfFreedom / 2
  const x = statistic / 2
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a))
  return x < a + 1 ? Math.max(0, 1 - scale * lowerSeries(a, x)) : scale * upperFraction(a, x)
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a
  let total = term
  for (let n = 1; n < maxTerms && term > total * relativeTolerance; n++) {
    term *= x / (a + n)
    total += term
  }
  return total
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < maxTerms; n++) {
    const numerator = -n * (n - a)
    b += 2
    d = 1 / awayFromZero(numerator * d + b)
    c = awayFromZero(b + numerator / c)
    fraction *= c * d
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return fraction
}

function awayFromZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value
}
