/** What a field of a message can hold. `any`: whatever it is, it describes and is not looked into. */
export type FieldType =
  | { readonly kind: 'text' | 'int64' | 'double' | 'bool' | 'any' }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'message'; readonly of: string }
export interface FieldDescriptor {
  readonly type: FieldType
  readonly repeated: boolean
}

const one = <const T extends FieldType>(type: T) => ({ type, repeated: false }) as const
const many = <const T extends FieldType>(type: T) => ({ type, repeated: true }) as const
const text = { kind: 'text' } as const
const int64 = { kind: 'int64' } as const
const double = { kind: 'double' } as const
const bool = { kind: 'bool' } as const
const any = { kind: 'any' } as const
const word = <const W extends readonly string[]>(...words: W) => ({ kind: 'word', words }) as const
const message = <const N extends string>(of: N) => ({ kind: 'message', of }) as const

const stages = word('UNKNOWN_STAGE', 'PLANNED', 'ALPHA', 'BETA', 'PRODUCTION', 'DEPRECATED', 'DEBUG_ONLY', 'DISABLED', 'VALIDATION_DERIVED')
const range = { name: one(text), is_categorical: one(bool) } as const

/** The messages of TensorFlow Metadata's schema.proto (github.com/tensorflow/metadata, v1.17) that are read. */
export const messages = {
  Schema: {
    feature: many(message('Feature')),
    sparse_feature: many(any),
    weighted_feature: many(any),
    string_domain: many(message('StringDomain')),
    float_domain: many(any),
    int_domain: many(any),
    default_environment: many(text),
    represent_variable_length_as_ragged: one(bool),
    annotation: one(any),
    dataset_constraints: one(message('DatasetConstraints')),
    tensor_representation_group: many(any),
  },
  Feature: {
    name: one(text),
    deprecated: one(bool),
    presence: one(message('FeaturePresence')),
    group_presence: one(any),
    shape: one(message('FixedShape')),
    value_count: one(message('ValueCount')),
    value_counts: one(any),
    type: one(word('TYPE_UNKNOWN', 'BYTES', 'INT', 'FLOAT', 'STRUCT')),
    domain: one(text),
    int_domain: one(message('IntDomain')),
    float_domain: one(message('FloatDomain')),
    string_domain: one(message('StringDomain')),
    bool_domain: one(message('BoolDomain')),
    struct_domain: one(any),
    natural_language_domain: one(message('NaturalLanguageDomain')),
    image_domain: one(message('ImageDomain')),
    audio_domain: one(any),
    video_domain: one(any),
    content_chunk_domain: one(any),
    mid_domain: one(message('Empty')),
    url_domain: one(message('Empty')),
    time_domain: one(message('TimeDomain')),
    time_of_day_domain: one(any),
    distribution_constraints: one(message('DistributionConstraints')),
    annotation: one(any),
    skew_comparator: one(message('FeatureComparator')),
    drift_comparator: one(message('FeatureComparator')),
    in_environment: many(text),
    not_in_environment: many(text),
    lifecycle_stage: one(stages),
    unique_constraints: one(message('UniqueConstraints')),
    validation_derived_source: one(any),
    sequence_metadata: one(any),
  },
  DatasetConstraints: {
    num_examples_drift_comparator: one(any),
    num_examples_version_comparator: one(any),
    min_examples_count: one(int64),
    max_examples_count: one(int64),
  },
  FeaturePresence: { min_fraction: one(double), min_count: one(int64) },
  FixedShape: { dim: many(message('Dim')) },
  Dim: { size: one(int64), name: one(text) },
  ValueCount: { min: one(int64), max: one(int64) },
  IntDomain: { ...range, min: one(int64), max: one(int64) },
  FloatDomain: {
    ...range,
    min: one(double),
    max: one(double),
    disallow_nan: one(bool),
    disallow_inf: one(bool),
    is_embedding: one(bool),
    embedding_dim: one(int64),
    embedding_type: one(text),
  },
  StringDomain: { name: one(text), value: many(text), is_categorical: one(word('CATEGORICAL_UNSPECIFIED', 'CATEGORICAL_YES', 'CATEGORICAL_NO')) },
  BoolDomain: { name: one(text), true_value: one(text), false_value: one(text) },
  NaturalLanguageDomain: { vocabulary: one(any), coverage: one(any), token_constraints: many(any), sequence_length_constraints: one(any) },
  ImageDomain: { minimum_supported_image_fraction: one(double), max_image_byte_size: one(int64) },
  TimeDomain: {
    string_format: one(text),
    integer_format: one(word('FORMAT_UNKNOWN', 'UNIX_DAYS', 'UNIX_SECONDS', 'UNIX_MILLISECONDS', 'UNIX_MICROSECONDS', 'UNIX_NANOSECONDS')),
  },
  DistributionConstraints: { min_domain_mass: one(double) },
  UniqueConstraints: { min: one(int64), max: one(int64) },
  FeatureComparator: {
    infinity_norm: one(message('Threshold')),
    jensen_shannon_divergence: one(message('DivergenceThreshold')),
    normalized_abs_difference: one(message('Threshold')),
  },
  Threshold: { threshold: one(double) },
  DivergenceThreshold: { threshold: one(double), source: one(message('HistogramSelection')) },
  HistogramSelection: { type: one(word('DEFAULT', 'QUANTILES', 'STANDARD')) },
  Empty: {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, FieldDescriptor>>>>

type Messages = typeof messages
export type MessageName = keyof Messages

/** Fields of which a message has one at most: `oneof`. */
export const alternatives: Readonly<Partial<Record<MessageName, readonly (readonly string[])[]>>> = {
  Feature: [
    ['presence', 'group_presence'],
    ['shape', 'value_count', 'value_counts'],
    [
      ...['domain', 'int_domain', 'float_domain', 'string_domain', 'bool_domain', 'struct_domain', 'natural_language_domain', 'image_domain'],
      ...['audio_domain', 'video_domain', 'content_chunk_domain', 'mid_domain', 'url_domain', 'time_domain', 'time_of_day_domain'],
    ],
  ],
  TimeDomain: [['string_format', 'integer_format']],
}

type ValueOf<T> = T extends { readonly kind: 'text' }
  ? string
  : T extends { readonly kind: 'int64' }
    ? bigint
    : T extends { readonly kind: 'double' }
      ? number
      : T extends { readonly kind: 'bool' }
        ? boolean
        : T extends { readonly kind: 'word'; readonly words: readonly (infer W)[] }
          ? W
          : T extends { readonly kind: 'message'; readonly of: infer N extends MessageName }
            ? Message<N>
            : true
/** A message as plain data; `true` stands for what is not looked into. */
export type Message<N extends MessageName> = {
  readonly [F in keyof Messages[N]]?: Messages[N][F] extends { readonly type: infer T; readonly repeated: infer R }
    ? R extends true
      ? readonly ValueOf<T>[]
      : ValueOf<T>
    : never
}
