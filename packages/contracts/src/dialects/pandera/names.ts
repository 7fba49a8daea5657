import type { CheckKind } from '../../check.ts'

/** Every key and check of pandera's schemas that asks something of data, and what becomes of it. */
export const panderaNames: Readonly<Record<string, CheckKind | readonly CheckKind[]>> = {
  dtype: ['type', 'type_in'],
  coerce: 'row',
  nullable: ['not_null', 'finite'],
  required: 'column_present',
  unique: 'duplicates',
  strict: 'columns',
  ordered: 'columns',
  equal_to: 'in_set',
  eq: 'in_set',
  not_equal_to: 'not_in_set',
  ne: 'not_in_set',
  greater_than: 'range',
  gt: 'range',
  greater_than_or_equal_to: 'range',
  ge: 'range',
  less_than: 'range',
  lt: 'range',
  less_than_or_equal_to: 'range',
  le: 'range',
  in_range: 'range',
  between: 'range',
  isin: 'in_set',
  notin: 'not_in_set',
  str_matches: 'pattern',
  str_contains: 'pattern',
  str_startswith: 'pattern',
  str_endswith: 'pattern',
  str_length: 'length',
  unique_values_eq: 'distinct_values',
}

/** Keys and checks of the original that are refused, and what to do instead. */
export const panderaRefused: Readonly<Record<string, string>> = {
  drop_invalid_rows: 'it would change the data; rows are reported, never dropped',
  add_missing_columns: 'it would change the data: write the columns into the file, or set required: false',
  regex: 'name the columns one by one',
  index: 'a file has no index: describe the column under "columns"',
  multiindex: 'a file has no index: describe the columns under "columns"',
  two_sample_ttest: 'tests of hypotheses are not available',
  one_sample_ttest: 'tests of hypotheses are not available',
  groupby: 'write a check for each group in another format, with a condition',
  groups: 'write a check for each group in another format, with a condition',
}
