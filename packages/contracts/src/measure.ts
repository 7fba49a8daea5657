/** A number about the values of a column that are not null. Standard deviation and variance divide by n - 1 unless `population`. */
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
        /** Of the values' shares, in nats. */
        | 'entropy'
        | 'zero_count'
        | 'value_count'
        /** Rows with a value among all rows. */
        | 'value_share'
        | 'distinct_count'
        /** Distinct values among values. */
        | 'distinct_share'
        /** Values that come once among distinct ones. */
        | 'unique_share'
        | 'most_common_share'
        | 'min_length'
        | 'max_length'
        | 'mean_length'
    }
  | { readonly name: 'quantile'; readonly p: number; readonly interpolation: 'linear' | 'lower' | 'higher' | 'nearest' | 'midpoint' }
export type MeasureName = Measure['name']
