/** A number about the values of a column that are not null; {@link measureMeanings} says what each is. */
export type Measure =
  | {
      readonly name:
        | 'min'
        | 'max'
        | 'sum'
        | 'mean'
        | 'median'
        | 'stdev'
        | 'stdev_population'
        | 'variance'
        | 'skewness'
        | 'kurtosis'
        | 'iqr'
        | 'entropy'
        | 'zero_count'
        | 'value_count'
        | 'value_share'
        | 'distinct_count'
        | 'distinct_share'
        | 'unique_share'
        | 'most_common_share'
        | 'min_length'
        | 'max_length'
        | 'mean_length'
    }
  | { readonly name: 'quantile'; readonly p: number; readonly interpolation: 'linear' | 'lower' | 'higher' | 'nearest' | 'midpoint' }
export type MeasureName = Measure['name']

/**
 * What each measure is, exactly. Of a column without values only the counts can be told; a NaN is a value, but leaves no sum, mean,
 * extreme, quantile or deviation. Infinities of one sign make a sum and a mean infinite, and leave no deviation. All results are
 * the same from run to run and with any number of threads.
 */
export const measureMeanings: Readonly<Record<MeasureName, string>> = {
  min: 'The smallest value: of numbers, days, times, or texts (by code points). False is below true.',
  max: 'The greatest value: of numbers, days, times, or texts (by code points). False is below true.',
  sum: 'The sum, exact before it is rounded to a double once; of integers and decimals in all digits. In text files values count to 2^-125 (2e-38).',
  mean: 'The exact sum divided by the number of values, rounded to a double once.',
  median: 'The middle value in ascending order, or the mean of the two middle ones.',
  stdev: 'The square root of the variance: squared deviations from the mean divided by n - 1. Two values at least.',
  stdev_population: 'The same divided by n.',
  variance:
    'The sum of squared deviations from the mean, divided by n - 1. Exact for integers of 64 bits, and for all else as doubles, so that nothing cancels. Two values at least.',
  skewness: 'm3 / m2^1.5, with central moments divided by n (g1; scipy.stats.skew with its defaults). Not told where all values are equal.',
  kurtosis:
    'm4 / m2^2 - 3, with central moments divided by n (g2; scipy.stats.kurtosis with its defaults): 0 for a normal distribution. Not told where all values are equal.',
  iqr: 'The quantile of 0.75 less that of 0.25, both linear.',
  entropy: 'The sum of -p ln(p) over the shares p of the distinct values, in nats.',
  zero_count: 'How many values are 0 (or -0).',
  value_count: 'How many rows have a value.',
  value_share: 'Rows with a value among all rows that count, 0..1.',
  distinct_count: 'How many distinct values there are. NaN is equal to NaN, 0 to -0.',
  distinct_share: 'Distinct values among values, 0..1.',
  unique_share: 'Values that come once among distinct values, 0..1.',
  most_common_share: 'How often the commonest value comes, among values, 0..1.',
  min_length: 'The length of the shortest text, in code points.',
  max_length: 'The length of the longest text, in code points.',
  mean_length: 'The mean length of the texts, in code points.',
  quantile:
    'The value of rank h = (n - 1) p, from 0 in ascending order. Between the ranks below and above h: linear in h, the lower, the higher, the nearest (half way the even rank) or the midpoint, as numpy.quantile has them.',
}
