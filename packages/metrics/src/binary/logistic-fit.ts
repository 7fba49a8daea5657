/** A line in the log odds that scores give, fitted to labels: P(1) = 1 / (1 + exp(-(intercept + slope * logit))). */
export interface LogisticLine {
  readonly intercept: number
  readonly slope: number
}

export interface LogisticSample {
  readonly logit: Float64Array
  readonly label: Uint8Array
  readonly weight: Float64Array | null
}

/** First and second derivatives of the log likelihood, by intercept and slope. */
export interface Curvature {
  readonly gradient: readonly [number, number]
  /** Negative second derivatives: by intercept twice, by both, by slope twice. */
  readonly information: readonly [number, number, number]
  readonly likelihood: number
}

const mostSteps = 100
const mostHalvings = 60

/**
 * Maximum likelihood by Newton's method, halving steps that lead downwards; with `slope: 1` only the intercept is fitted. The caller
 * has seen to it that there is a maximum: that the classes overlap, or have both a row where only the intercept is fitted.
 */
export function fitLogistic(
  sample: LogisticSample,
  { fits, from }: { readonly fits: 'both' | 'intercept'; readonly from: LogisticLine },
): LogisticLine {
  let line = from
  let at = curvatureAt(sample, line)
  for (let step = 0; step < mostSteps; step++) {
    const move = newtonStep(at, fits)
    let next = line
    let there = at
    for (let part = 1, halving = 0; halving < mostHalvings; part /= 2, halving++) {
      next = { intercept: line.intercept + part * move.intercept, slope: line.slope + part * move.slope }
      there = curvatureAt(sample, next)
      if (there.likelihood >= at.likelihood - 1e-12 * Math.abs(at.likelihood)) break
    }
    const isSettled =
      Math.abs(next.intercept - line.intercept) <= 1e-13 * (1 + Math.abs(next.intercept)) &&
      Math.abs(next.slope - line.slope) <= 1e-13 * (1 + Math.abs(next.slope))
    line = next
    at = there
    if (isSettled) break
  }
  return line
}

function newtonStep({ gradient, information }: Curvature, fits: 'both' | 'intercept'): LogisticLine {
  const [byIntercept, bySlope] = gradient
  const [a, b, c] = information
  if (fits === 'intercept') return { intercept: byIntercept / a, slope: 0 }
  const determinant = a * c - b * b
  return { intercept: (c * byIntercept - b * bySlope) / determinant, slope: (a * bySlope - b * byIntercept) / determinant }
}

/** The log likelihood of a line, and its derivatives. */
export function curvatureAt({ logit, label, weight }: LogisticSample, { intercept, slope }: LogisticLine): Curvature {
  let [first, second, a, b, c, likelihood] = [0, 0, 0, 0, 0, 0]
  for (let row = 0; row < logit.length; row++) {
    const one = weight ? (weight[row] as number) : 1
    if (one === 0) continue
    const x = logit[row] as number
    const odds = intercept + slope * x
    const small = Math.exp(-Math.abs(odds))
    const isRight = odds >= 0 === (label[row] === 1)
    // 1 - p of a row that is nearly certain, without the rounding of p to 1.
    const residual = ((label[row] === 1 ? one : -one) * (isRight ? small : 1)) / (1 + small)
    const spread = one * (small / (1 + small) ** 2)
    first += residual
    second += residual * x
    a += spread
    b += spread * x
    c += spread * x * x
    likelihood += one * ((label[row] === 1 ? Math.min(odds, 0) : Math.min(-odds, 0)) - Math.log1p(small))
  }
  return { gradient: [first, second], information: [a, b, c], likelihood }
}
