import type { CheckOf } from '../../check.ts'
import type { Reference } from '../../reference.ts'
import { type Compiled, type Finding, failing, passing, undecided } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { notDecided } from '../row-check.ts'
import { type AggregateSource, aggregateSource, noValues, over } from './aggregate-source.ts'
import type { Cell } from './distribution-cells.ts'
import { type Distance, distance } from './distribution-distances.ts'
import { countsSql, type Limits, limitsOfBins, limitsOfValues, readCells } from './distribution-limits.ts'
import { readValueCells, valueCountsSql } from './distribution-values.ts'
import { overshootSql, wasserstein } from './distribution-wasserstein.ts'

type Drift = CheckOf<'drift'>
type Bins = Extract<Reference, { kind: 'bins' }>

/**
 * How far the values of a column lie from a reference distribution, by the method; nulls are left out on both sides. Weights are
 * shares of at most 1 in all, or counts. A reference profile must have been put in the place of its name before.
 */
export function compileDrift(check: Drift, data: CompileData): Compiled {
  const { reference } = check
  const source = aggregateSource({ column: check.column, where: null }, data)
  if ('message' in source) return notDecided(source.message)
  if (reference.kind === 'profile') return notDecided('the check needs a reference profile, and none was given')
  const weights = reference.kind === 'bins' ? [...reference.tails, ...reference.weights] : reference.weights
  if (weights.some((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY)) || weights.every((weight) => weight === 0))
    return notDecided('the weights of the reference are not all 0 or more, with one above 0')
  if (reference.kind === 'bins') return overBins(check, source, reference)
  return check.method === 'ks' ? overNumbers(check, source, reference) : overValues(check, source, reference)
}

function overBins(check: Drift, source: AggregateSource, bins: Bins): Compiled {
  const limits = limitsOfBins(bins)
  if ('message' in limits) return notDecided(limits.message)
  if (source.family !== 'integer' && source.family !== 'number') return notNumber(source)
  if (check.method !== 'wasserstein') return overLimits(check, source, limits)
  if (!bins.edges.every(Number.isFinite)) return notDecided('the Wasserstein distance needs finite edges')
  const infinite = source.floating ? over(source, 'count(*)', `isinf(${source.value})`) : '0'
  return {
    kind: 'scalars',
    sql: [countsSql(source, limits), infinite, overshootSql(source, bins)],
    offenders: null,
    read: ([text, infinities, overshoot]) => {
      const cells = readCells(text, limits)
      if (cells.length === 0) return undecided(noValues(source))
      if (Number(infinities) > 0) return undecided(`column "${source.column.name}" holds infinities, which lie infinitely far from the reference`)
      return judge(check, { value: wasserstein(cells, bins, overshoot) })
    },
  }
}

/** Listed numbers as points on the line, for what needs an order. */
function overNumbers(check: Drift, source: AggregateSource, { values, weights }: Extract<Reference, { kind: 'values' }>): Compiled {
  if (source.family !== 'integer' && source.family !== 'number') return notNumber(source)
  const points = values.map((value, at) => [Number(value), weights[at] ?? 0] as const)
  if (
    values.some((value) => typeof value === 'boolean') ||
    points.some(([value]) => !Number.isFinite(value)) ||
    new Set(points.map(([value]) => value)).size < points.length
  )
    return notDecided('the values of the reference are not finite numbers, each once')
  return overLimits(check, source, limitsOfValues(points))
}

function overLimits(check: Drift, source: AggregateSource, limits: Limits): Compiled {
  return {
    kind: 'scalars',
    sql: [countsSql(source, limits), nanSql(source)],
    offenders: null,
    read: ([text, nan]) => compare(check, source, { cells: readCells(text, limits), nan: Number(nan) }),
  }
}

function overValues(check: Drift, source: AggregateSource, values: Extract<Reference, { kind: 'values' }>): Compiled {
  if (check.method === 'wasserstein') return notDecided('the Wasserstein distance needs a reference in bins')
  const counts = valueCountsSql(source, values)
  if ('message' in counts) return notDecided(counts.message)
  return {
    kind: 'scalars',
    sql: [counts.sql, nanSql(source)],
    offenders: null,
    read: ([text, nan]) => compare(check, source, { cells: readValueCells(text, values), nan: Number(nan) }),
  }
}

function nanSql(source: AggregateSource): string {
  return source.floating ? over(source, 'count(*)', `isnan(${source.value})`) : '0'
}

function compare(check: Drift, source: AggregateSource, found: { readonly cells: readonly Cell[]; readonly nan: number }): Finding {
  if (check.method === 'wasserstein') return undecided('the Wasserstein distance needs a reference in bins')
  return found.cells.length === 0 ? undecided(noValues(source)) : judge(check, distance(check.method, found))
}

/** Fails beyond the threshold; a p-value below it. */
function judge({ method, threshold }: Drift, found: Distance): Finding {
  if ('message' in found) return undecided(found.message)
  const { value } = found
  const passes = method === 'chi_square_p' ? value >= threshold : value <= threshold
  if (value === Number.POSITIVE_INFINITY) return failing('values occur that have no weight in the reference', 'Infinity')
  return passes ? passing(value) : { outcome: 'fail', observed: value, failed: 0, share: 0, message: null }
}

function notNumber({ column }: AggregateSource): Compiled {
  return notDecided(`column "${column.name}" is ${column.type}, not number, and the reference is one of numbers`)
}
