// The table of the bench: 20 columns, the same rows for the same number of rows on every machine.

/** Name and SQL of each column, by the row number i; hash() is DuckDB's, which is the same everywhere. */
const uniform = (salt) => `(hash(i * 31 + ${salt}) / 18446744073709551615.0)`
const pick = (salt, values) => `([${values.map((value) => `'${value}'`).join(', ')}])[1 + (hash(i * 31 + ${salt}) % ${values.length})::BIGINT]`

export const columns = [
  ['id', 'i::BIGINT'],
  ['quantity', `(hash(i * 31 + 1) % 100)::INTEGER`],
  ['store', `(hash(i * 31 + 2) % 5000)::INTEGER`],
  ['clicks', `(hash(i * 31 + 3) % 1000000)::BIGINT`],
  ...Array.from({ length: 7 }, (_, at) => [
    `x${at + 1}`,
    `sqrt(-2 * ln(${uniform(10 + at)} + 1e-12)) * cos(6.283185307179586 * ${uniform(20 + at)})`,
  ]),
  ['price', `case when hash(i * 31 + 4) % 50 = 0 then null else round(0.5 + 1000 * ${uniform(4)}, 2) end`],
  ['currency', pick(5, ['EUR', 'USD', 'GBP', 'JPY', 'CHF'])],
  ['country', `chr(65 + (hash(i * 31 + 6) % 10)::INTEGER) || chr(65 + (hash(i * 31 + 7) % 5)::INTEGER)`],
  ['sku', `'SKU-' || lpad((hash(i * 31 + 8) % 1000000)::VARCHAR, 6, '0')`],
  ['note', `'order ' || (hash(i * 31 + 9) % 100000)::VARCHAR || ' of the day'`],
  ['returned', `hash(i * 31 + 30) % 10 = 0`],
  ['ordered_at', `(TIMESTAMP '2020-01-01' + to_seconds((hash(i * 31 + 31) % 150000000)::BIGINT))::TIMESTAMP`],
  ['shipped_on', `(DATE '2020-01-01' + (hash(i * 31 + 32) % 1800)::INTEGER)::DATE`],
  ['score', `round(${uniform(33)}, 6)`],
]

/** 30 expectations, as a Great Expectations suite: ours reads the same file. */
export function suite(rows) {
  const expectation = (type, kwargs) => ({ type: `expect_${type}`, kwargs })
  const notNull = ['id', 'quantity', 'store', 'clicks', 'x1', 'x2', 'currency', 'country', 'sku', 'ordered_at', 'score'].map((column) =>
    expectation('column_values_to_not_be_null', { column }),
  )
  const between = [
    ['quantity', 0, 99],
    ['store', 0, 4999],
    ['clicks', 0, 999999],
    ['x1', -8, 8],
    ['x2', -8, 8],
    ['x3', -8, 8],
    ['x4', -8, 8],
    ['price', 0, 1001],
    ['score', 0, 1],
  ].map(([column, min_value, max_value]) => expectation('column_values_to_be_between', { column, min_value, max_value }))
  return {
    name: 'orders',
    expectations: [
      expectation('table_row_count_to_be_between', { min_value: rows, max_value: rows }),
      expectation('table_column_count_to_equal', { value: 20 }),
      expectation('column_values_to_be_unique', { column: 'id' }),
      ...notNull,
      expectation('column_values_to_not_be_null', { column: 'price', mostly: 0.95 }),
      ...between,
      expectation('column_values_to_be_in_set', { column: 'currency', value_set: ['EUR', 'USD', 'GBP', 'JPY', 'CHF'] }),
      expectation('column_values_to_match_regex', { column: 'country', regex: '^[A-Z]{2}$' }),
      expectation('column_values_to_match_regex', { column: 'sku', regex: '^SKU-[0-9]{6}$' }),
      expectation('column_value_lengths_to_be_between', { column: 'note', min_value: 10, max_value: 40 }),
      expectation('column_mean_to_be_between', { column: 'x5', min_value: -0.1, max_value: 0.1 }),
      expectation('column_values_to_be_in_set', { column: 'returned', value_set: [true, false] }),
    ],
    meta: {},
  }
}
