import type { CatalogueOf } from './catalogue-entry.ts'

const domain = 'The domain of a value'
const form = 'The form of a text'
const rows = 'Several columns of a row'

/** Checks of single values, and of several columns of a row. */
export const catalogueOfValues = {
  range: {
    group: domain,
    meaning:
      'Counts values beyond either end; minimum and maximum belong to the range, exclusiveMinimum and exclusiveMaximum do not. NaN is in no range. Nulls pass. Of a timestamp with a zone the ends are in UTC.',
    example: "{ check: range, column: date, type: timestamp, minimum: '2001-01-01', exclusiveMaximum: '2001-07-01' }",
  },
  in_set: {
    group: domain,
    meaning: 'Counts values that are not listed. Nulls pass.',
    example: '{ check: in_set, column: origin, values: [ABE, YAK], mostly: 0.95 }',
  },
  not_in_set: {
    group: domain,
    meaning: 'Counts values that are listed. Nulls pass.',
    example: '{ check: not_in_set, column: origin, values: [XXX] }',
  },
  multiple_of: {
    group: domain,
    meaning: 'Counts numbers that are no multiple of the given one. Nulls pass.',
    example: '{ check: multiple_of, column: price, of: 0.01 }',
  },
  finite: {
    group: domain,
    meaning: 'Counts NaN, and infinities unless they are allowed (allow: infinity). Nulls pass.',
    example: '{ check: finite, column: score }',
  },
  z_score: {
    group: domain,
    meaning:
      'Counts values more than so many standard deviations (n - 1) away from the mean of the column, on both sides or above alone. Nulls pass.',
    example: '{ check: z_score, column: delay, threshold: 4, sides: above }',
  },
  pattern: {
    group: form,
    meaning:
      'Counts texts in which not any (match: any), not all (all), or not none (none) of the regular expressions are found. They are those of ECMA-262 and are found anywhere: anchor them with ^ and $. Nulls pass.',
    example: "{ check: pattern, column: origin, patterns: ['^[A-Z]{3}$'] }",
  },
  like: {
    group: form,
    meaning: 'The same with patterns of SQL LIKE over the whole text: % is any text, _ one character; case counts. Nulls pass.',
    example: "{ check: like, column: file, patterns: ['%.png', '%.jpg'], match: any }",
  },
  length: {
    group: form,
    meaning:
      'Counts values whose length is beyond either end, which both belong to it: in code points, UTF-8 bytes or graphemes of a text, or in items of a list. Nulls pass.',
    example: '{ check: length, column: origin, minimum: 3, maximum: 3 }',
  },
  format: {
    group: form,
    meaning: 'Counts texts that are not written in the format. Nulls pass.',
    example: '{ check: format, column: contact, format: email }',
  },
  strptime: {
    group: form,
    meaning: 'Counts texts that strptime does not read with the format, which is that of C, Python and DuckDB. Nulls pass.',
    example: "{ check: strptime, column: born, format: '%d/%m/%Y' }",
  },
  json_schema: {
    group: form,
    meaning: 'Counts values that, read as JSON, the JSON Schema does not take; formats are asserted. Nulls pass.',
    example: '{ check: json_schema, column: box, schema: { type: array, minItems: 4, maxItems: 4, items: { type: number } } }',
  },
  personal_data: {
    group: 'Personal data',
    meaning:
      'The column holds no personal data of the forbidden kinds, of which email, payment_card, iban, ip_address, phone and us_ssn are looked for in texts. Values are never shown. Nulls pass.',
    example: '{ check: personal_data, column: note, forbidden: [email, payment_card] }',
  },
  row_json_schema: {
    group: rows,
    meaning: 'Counts rows that the JSON Schema does not take, the columns being one object; formats are asserted.',
    example:
      '{ check: row_json_schema, columns: [kind, size], schema: { if: { properties: { kind: { const: box } } }, then: { required: [size] } } }',
  },
  compare: {
    group: rows,
    meaning:
      'Counts rows in which the two columns do not compare so. Rows with a null in either are passed over (ignore: any_null), those with two nulls (all_null), or none (never); a comparison with a null fails.',
    example: "{ check: compare, left: departure, operator: '<=', right: arrival }",
  },
  tuple_in_set: {
    group: rows,
    meaning:
      'Counts rows whose values of the columns are none of the listed tuples. Rows with a null in any of them are passed over (ignore: any_null), those with nulls alone (all_null), or none (never); a null in a tuple is equal to a null.',
    example: '{ check: tuple_in_set, columns: [country, currency], values: [[DE, EUR], [CH, CHF]] }',
  },
  row_sum: {
    group: rows,
    meaning:
      'Counts rows in which the columns do not add up to the total. Rows with a null in any of them are passed over (ignore: any_null), those with nulls alone (all_null), or none (never).',
    example: '{ check: row_sum, columns: [share_a, share_b, share_c], total: 100 }',
  },
  row: {
    group: rows,
    meaning: 'Counts rows that do not meet the filter. A comparison with a null is false, and "not" of it true.',
    example: '{ check: row, must: "status <> \'arrived\' or delay is not null" }',
  },
} satisfies CatalogueOf
