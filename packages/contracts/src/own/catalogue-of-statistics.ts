import type { CatalogueOf } from './catalogue-entry.ts'

const order = 'The order of rows'
const aggregates = 'Numbers about a column'
const time = 'Time and distribution'

/** Checks of columns as a whole. */
export const catalogueOfStatistics = {
  ordered: {
    group: order,
    meaning:
      'Counts values that are less (decreasing: greater; strict: or equal) than the one before, in the order of the files and their rows, within equal values of the columns in `within`. Nulls are passed over.',
    example: '{ check: ordered, column: date, direction: increasing, within: [origin] }',
  },
  aggregate: {
    group: aggregates,
    meaning:
      'A measure of the values that are not null lies between the ends: min, max, sum, mean, median, quantile (p, interpolation), stdev (n - 1), stdev_population (n), variance, skewness, kurtosis, iqr, entropy (nats), zero_count, value_count, value_share, distinct_count, distinct_share, unique_share, most_common_share, min_length, max_length, mean_length. A measure that there is not (of no values, say) is an error. Observed: the measure.',
    example: '{ check: aggregate, column: delay, measure: quantile, p: 0.95, maximum: 120 }',
  },
  distinct_values: {
    group: aggregates,
    meaning:
      'The distinct values against the list: none but listed ones (match: subset), all of the listed ones (superset), or both (equal). Nulls do not count. Rows with an unlisted value offend.',
    example: '{ check: distinct_values, column: label, values: [0, 1], match: equal }',
  },
  most_common: {
    group: aggregates,
    meaning:
      'The commonest value is listed; of several that are equally common one is, where ties are allowed. Nulls do not count. Rows with an unlisted commonest value offend.',
    example: '{ check: most_common, column: label, values: [0] }',
  },
  value_share: {
    group: aggregates,
    meaning: 'The share of one value among those that are not null, 0..1, lies between the ends. Observed: that share.',
    example: '{ check: value_share, column: label, value: 1, minimum: 0.1, maximum: 0.5 }',
  },
  correlation: {
    group: aggregates,
    meaning:
      "Pearson's r of two columns of numbers, -1..1, or Cramér's V of two columns of any type, 0..1, lies between the ends, over rows with a value in both. Observed: that number.",
    example: '{ check: correlation, columns: [x, y], maximum: 0.95 }',
  },
  freshness: {
    group: time,
    meaning:
      'The newest value is at most this old, and not in the future; a day counts from its first moment, and times without a zone are UTC. Fails where there are no values. Observed: the newest value.',
    example: '{ check: freshness, column: date, maxAge: 36h }',
  },
  drift: {
    group: time,
    meaning:
      'The distance of the values that are not null from those of the reference (the profile that is given with the data, or bins or values with weights) is at most the threshold; a p-value (chi_square_p) is at least it. Observed: the distance.',
    example: '{ check: drift, column: delay, method: psi, threshold: 0.2, reference: profile }',
  },
} satisfies CatalogueOf
