import { z } from 'zod'
import type { Measure } from '../measure.ts'
import type { Reference } from '../reference.ts'
import { readAgeMs } from './age.ts'
import { boundFields, columnField, name, type OwnKinds, type OwnTools, own, scalar, scalars, whereField } from './own-kind.ts'

const measures = [
  'min',
  'max',
  'sum',
  'mean',
  'median',
  'stdev',
  'stdev_population',
  'variance',
  'skewness',
  'kurtosis',
  'iqr',
  'entropy',
  'zero_count',
  'value_count',
  'value_share',
  'distinct_count',
  'distinct_share',
  'unique_share',
  'most_common_share',
  'min_length',
  'max_length',
  'mean_length',
  'quantile',
] as const satisfies readonly Measure['name'][]
const interpolations = ['linear', 'lower', 'higher', 'nearest', 'midpoint'] as const
const methods = ['psi', 'kl_divergence', 'jensen_shannon', 'ks', 'chi_square_p', 'l_infinity', 'normalized_abs_difference', 'wasserstein'] as const
const number = z.number()
const weights = z.array(z.number().nonnegative())
const reference = z.union([
  z.literal('profile'),
  z.strictObject({ edges: z.array(number).min(2), weights: weights.min(1), tails: z.tuple([number.nonnegative(), number.nonnegative()]).optional() }),
  z.strictObject({ values: scalars, weights: weights.min(1) }),
])

/** Checks of a number about a column or two. */
export const statisticKinds = {
  aggregate: own(
    {
      ...columnField,
      ...whereField,
      ...boundFields,
      measure: z.enum(measures),
      p: number.min(0).max(1).optional(),
      interpolation: z.enum(interpolations).optional(),
    },
    ({ column, where, measure, p, interpolation, ...ends }, tools) => ({
      kind: 'aggregate',
      column: tools.column(column),
      measure: readMeasure({ measure, p, interpolation }, tools),
      where: tools.where(where),
      ...tools.bounds(ends),
    }),
  ),
  distinct_values: own(
    { ...columnField, ...whereField, values: scalars, match: z.enum(['subset', 'superset', 'equal']).default('subset') },
    ({ column, where, values, match }, tools) => ({
      kind: 'distinct_values',
      column: tools.column(column),
      values,
      match,
      where: tools.where(where),
    }),
  ),
  most_common: own(
    { ...columnField, ...whereField, values: scalars, tiesAllowed: z.boolean().default(false) },
    ({ column, where, values, tiesAllowed }, tools) => ({
      kind: 'most_common',
      column: tools.column(column),
      values,
      tiesAllowed,
      where: tools.where(where),
    }),
  ),
  value_share: own({ ...columnField, ...whereField, ...boundFields, value: scalar }, ({ column, where, value, ...ends }, tools) => ({
    kind: 'value_share',
    column: tools.column(column),
    value,
    where: tools.where(where),
    ...tools.bounds(ends),
  })),
  correlation: own(
    { ...whereField, ...boundFields, columns: z.tuple([name, name]), method: z.enum(['pearson', 'cramers_v']).default('pearson') },
    ({ columns, where, method, ...ends }, tools) => {
      const [one = '', other = ''] = tools.columns(columns, 'columns')
      return { kind: 'correlation', columns: [one, other], method, where: tools.where(where), ...tools.bounds(ends) }
    },
  ),
  freshness: own({ ...columnField, maxAge: name }, ({ column, maxAge }, tools) => {
    const maxAgeMs = readAgeMs(maxAge)
    if (maxAgeMs === null) tools.refuse('INVALID_VALUE', `${JSON.stringify(maxAge)} is no age`, { key: 'maxAge', hint: 'write 90min, 36h, 4d or 2w' })
    return { kind: 'freshness', column: tools.column(column), maxAgeMs: maxAgeMs ?? 0 }
  }),
  drift: own(
    { ...columnField, method: z.enum(methods), threshold: number.nonnegative(), reference: reference.default('profile') },
    ({ column, method, threshold, reference: written }, tools) => ({
      kind: 'drift',
      column: tools.column(column),
      method,
      threshold,
      reference: readReference(written, tools),
    }),
  ),
} satisfies OwnKinds

interface MeasureFields {
  readonly measure: (typeof measures)[number]
  readonly p: number | undefined
  readonly interpolation: (typeof interpolations)[number] | undefined
}

function readMeasure({ measure, p, interpolation }: MeasureFields, tools: OwnTools): Measure {
  if (measure === 'quantile') {
    if (p === undefined) tools.refuse('MISSING_KEY', 'a quantile needs "p"', { key: 'measure', hint: 'write p: 0.95' })
    return { name: measure, p: p ?? 0, interpolation: interpolation ?? 'linear' }
  }
  if (p !== undefined) tools.refuse('INVALID_VALUE', `${measure} takes no "p"`, { key: 'p' })
  if (interpolation !== undefined) tools.refuse('INVALID_VALUE', `${measure} takes no "interpolation"`, { key: 'interpolation' })
  return { name: measure }
}

function readReference(written: z.infer<typeof reference>, tools: OwnTools): Reference {
  if (written === 'profile') return { kind: 'profile' }
  if ('values' in written) {
    if (written.values.length !== written.weights.length) tools.refuse('INVALID_VALUE', 'each value needs one weight', { key: 'reference' })
    return { kind: 'values', values: written.values, weights: written.weights }
  }
  const { edges, weights: given, tails = [0, 0] } = written
  if (edges.length !== given.length + 1) tools.refuse('INVALID_VALUE', 'there is one edge more than weights', { key: 'reference' })
  if (edges.some((edge, at) => at > 0 && edge <= (edges[at - 1] ?? edge))) tools.refuse('INVALID_VALUE', 'edges increase', { key: 'reference' })
  return { kind: 'bins', edges, weights: given, tails: [tails[0], tails[1]] }
}
