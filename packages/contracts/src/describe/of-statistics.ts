import type { CheckOf } from '../check.ts'
import type { Measure } from '../measure.ts'
import type { Describers } from './describers.ts'
import { describeDuration } from './duration-words.ts'
import { describeBounds, exceptions, listed, rowsIgnored } from './words.ts'

/** The words for numbers about columns, other tables, freshness and distributions. */
export const ofStatistics = {
  aggregate: ({ measure, minimum, maximum }) => `${measureWords(measure)} ${describeBounds(minimum, maximum)}`,
  distinct_values: ({ values, match }) => `${sets[match]} ${listed(values)}`,
  most_common: ({ values, tiesAllowed }) => `the commonest value is one of ${listed(values)}${tiesAllowed ? ', or as common as one' : ''}`,
  value_share: ({ value, minimum, maximum }) => `share of ${JSON.stringify(value)} ${describeBounds(minimum, maximum)}`,
  correlation: ({ columns, method, minimum, maximum }) =>
    `${method === 'pearson' ? "Pearson's r" : "Cramér's V"} of ${columns.join(' and ')} ${describeBounds(minimum, maximum)}`,
  foreign_key: ({ columns, table, references, ignore, condition }) =>
    `${columns.join(', ')} in ${references.join(', ')} of ${table}${columns.length > 1 ? rowsIgnored(ignore) : ''}${exceptions(condition)}`,
  same_row_count: ({ table }) => `as many rows as ${table}`,
  same_rows: ({ table, columns }) => `the rows of ${table}${columns === null ? '' : `, in ${columns.join(', ')}`}`,
  freshness: ({ maxAgeMs }) => `at most ${describeDuration(maxAgeMs)} old`,
  drift: ({ method, threshold, reference }) =>
    `${methods[method]} ${method === 'chi_square_p' ? 'at least' : 'at most'} ${threshold} against ${reference.kind === 'profile' ? 'the reference profile' : 'the expected distribution'}`,
} satisfies Describers

const sets = { subset: 'values among', superset: 'values that include', equal: 'the values are' } as const

const methods: Readonly<Record<CheckOf<'drift'>['method'], string>> = {
  psi: 'population stability index',
  kl_divergence: 'Kullback-Leibler divergence',
  jensen_shannon: 'Jensen-Shannon divergence',
  ks: 'Kolmogorov-Smirnov distance',
  chi_square_p: 'p of the chi-square test',
  l_infinity: 'greatest difference of shares',
  normalized_abs_difference: 'normalized absolute difference',
  wasserstein: 'Wasserstein distance',
}

function measureWords(measure: Measure): string {
  if (measure.name !== 'quantile') return measure.name.replaceAll('_', ' ')
  return measure.interpolation === 'linear' ? `quantile ${measure.p}` : `quantile ${measure.p} (${measure.interpolation})`
}
