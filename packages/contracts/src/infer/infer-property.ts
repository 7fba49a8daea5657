import { typeFamily } from '../logical-type.ts'
import type { ColumnEvidence, InferredColumn } from './inferred-from.ts'

/** Lines of a property in YAML, without the indent. */
export interface Property {
  readonly column: InferredColumn
  readonly rows: number
  readonly evidence: ColumnEvidence | null
}

const leastUniqueRows = 100
const leastCategoryRows = 100
const maxCategories = 20
const leastCoverage = 0.99

/** What is proposed of one column; each line says in a comment on what it rests. */
export function inferProperty(property: Property): readonly string[] {
  const { column } = property
  return [
    `- name: ${quoted(column.name)}`,
    ...[
      ...typeLines(column),
      ...presenceLines(property),
      ...personalLines(column),
      ...optionLines(property),
      ...timeLines(column),
      ...setLines(property),
    ].map((line) => `  ${line}`),
  ]
}

/** JSON is YAML; what YAML does not print is escaped. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function typeLines({ type, count }: InferredColumn): readonly string[] {
  const family = typeFamily(type)
  if (family === 'other') return [`# stored as ${comment(type)}: no logical type is proposed`]
  return [`logicalType: ${family}${count === 0 ? '   # no value was seen' : ''}`]
}

function presenceLines({ column, rows, evidence }: Property): readonly string[] {
  const { missing, numeric, count, distinct } = column
  const odd = (numeric?.nans ?? 0) + (numeric?.infinities ?? 0)
  const nulls = missing - odd
  const lines = nulls === 0 ? [`required: true   # complete in ${rows} rows`] : [`# ${nulls} of ${rows} rows have no value`]
  if (odd > 0) lines.push(`# ${odd} values are NaN or infinite`)
  const unique = evidence?.unique ?? (distinct !== null && distinct === count && odd === 0)
  if (unique && count >= leastUniqueRows) lines.push(`unique: true   # no value comes twice among ${count}`)
  return lines
}

function personalLines({ personal }: InferredColumn): readonly string[] {
  if (personal.length === 0) return []
  return [`classification: pii   # values of a sample look like: ${personal.map((kind) => kind.replaceAll('_', ' ')).join(', ')}`]
}

function optionLines({ column, evidence }: Property): readonly string[] {
  const { numeric, text, personal, hidden, type, count } = column
  if (count === 0) return []
  if (numeric && (typeFamily(type) === 'integer' || typeFamily(type) === 'number')) return numberLines(numeric)
  if (typeFamily(type) !== 'string') return []
  const pattern = evidence?.pattern ?? null
  if (pattern !== null && !hidden && personal.length === 0)
    return [`logicalTypeOptions: { pattern: ${quoted(pattern)} }   # the form of all ${count} values`]
  return text === null ? [] : [`logicalTypeOptions: { minLength: ${text.minLength}, maxLength: ${text.maxLength} }   # as seen in ${count} values`]
}

function numberLines({ min, max, nans, infinities }: NonNullable<InferredColumn['numeric']>): readonly string[] {
  if (min === null || max === null) return []
  if (min < 0 || nans + infinities > 0) return [`# values from ${min} to ${max}`]
  return [`logicalTypeOptions: { minimum: 0 }   # never negative: values from ${min} to ${max}`]
}

function timeLines({ datetime }: InferredColumn): readonly string[] {
  return datetime?.min && datetime.max ? [`# from ${datetime.min} to ${datetime.max}`] : []
}

// The values themselves, where few of them make up all or nearly all.
function setLines({ column, rows }: Property): readonly string[] {
  const { categories, hidden, personal, count, distinct, type } = column
  if (hidden || personal.length > 0 || type !== 'VARCHAR' || !categories || count < leastCategoryRows || distinct === null) return []
  const few = categories.slice(0, maxCategories)
  const covered = few.reduce((sum, one) => sum + one.count, 0)
  if (few.length * 10 > count || covered < leastCoverage * count) return []
  // A share of all rows, those without a value among them, as the metric counts.
  const rule = covered === count ? ['mustBe: 0'] : ['mustBeLessOrEqualTo: 1', 'unit: percent']
  const seen = covered === count ? `all ${count} values` : `${covered} of ${count} values in ${rows} rows; the others come less often`
  return [
    'quality:',
    `  - name: ${quoted('known values')}   # ${seen}`,
    '    type: library',
    '    metric: invalidValues',
    `    arguments: { validValues: [${few.map(({ value }) => quoted(value)).join(', ')}] }`,
    ...rule.map((line) => `    ${line}`),
  ]
}

/** A text that may stand in a comment. */
export function comment(text: string): string {
  return quoted(text).slice(1, -1).slice(0, 200)
}
