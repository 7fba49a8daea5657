import type { CheckKind } from '../../check.ts'

/** What each field of the schema becomes. */
export const tfdvNames: Readonly<Record<string, CheckKind | readonly CheckKind[]>> = {
  feature: ['columns', 'column_present'],
  type: 'type',
  'presence.min_fraction': ['column_present', 'not_null', 'aggregate'],
  'presence.min_count': ['column_present', 'aggregate'],
  shape: 'not_null',
  domain: 'in_set',
  string_domain: 'in_set',
  bool_domain: 'in_set',
  int_domain: ['range', 'pattern', 'expression'],
  float_domain: ['range', 'pattern', 'expression'],
  'float_domain.disallow_nan': ['finite', 'expression'],
  'float_domain.disallow_inf': ['not_in_set', 'expression'],
  url_domain: 'format',
  mid_domain: 'pattern',
  time_domain: 'strptime',
  'image_domain.max_image_byte_size': 'length',
  'distribution_constraints.min_domain_mass': 'in_set',
  unique_constraints: 'aggregate',
  'skew_comparator.infinity_norm': 'drift',
  'skew_comparator.jensen_shannon_divergence': 'drift',
  'skew_comparator.normalized_abs_difference': 'drift',
  'drift_comparator.infinity_norm': 'drift',
  'drift_comparator.jensen_shannon_divergence': 'drift',
  'drift_comparator.normalized_abs_difference': 'drift',
  'dataset_constraints.min_examples_count': 'row_count',
  'dataset_constraints.max_examples_count': 'row_count',
}

/** Fields that are refused, by the message that they are of, and why. */
export const tfdvRefused: Readonly<Record<string, string>> = {
  'Schema.sparse_feature': 'a row of a table has one value of a feature',
  'Schema.weighted_feature': 'a row of a table has one value of a feature',
  'Schema.float_domain': 'TFDV does not read it at the top: write it into the feature',
  'Schema.int_domain': 'TFDV does not read it at the top: write it into the feature',
  'DatasetConstraints.num_examples_drift_comparator': 'the number of rows is not compared with a reference',
  'DatasetConstraints.num_examples_version_comparator': 'the number of rows is not compared with a reference',
  'Feature.group_presence': 'a table has no sequences',
  'Feature.value_counts': 'a table has no nested values',
  'Feature.struct_domain': 'a table has no nested values',
  'Feature.audio_domain': 'TFDV has no check of it',
  'Feature.video_domain': 'TFDV has no check of it',
  'Feature.content_chunk_domain': 'TFDV has no check of it',
  'Feature.time_of_day_domain': 'TFDV has no check of it',
}
