import { describe, expect, it } from 'vitest'
import { checksOf, head, property, rules } from './fixtures/contract-text.ts'
import { odcsNames } from './names.ts'

const options = (type: string, given: string) => property(`logicalType: ${type}\nlogicalTypeOptions: { ${given} }`)
/** Contracts that use each name, beside what every property asks for. */
const examples: Readonly<Record<string, readonly string[]>> = {
  name: [property('required: false')],
  physicalName: [property('physicalName: b')],
  'logicalType: string, integer, number, boolean, date, timestamp, time': [property('logicalType: time')],
  'logicalType: object, array': [property('logicalType: array')],
  physicalType: [property('physicalType: varchar(3)'), property('physicalType: uuid')],
  required: [property('required: true')],
  unique: [property('unique: true')],
  primaryKey: [property('primaryKey: true')],
  'logicalTypeOptions.minLength, maxLength': [options('string', 'minLength: 1')],
  'logicalTypeOptions.pattern': [options('string', 'pattern: x')],
  'logicalTypeOptions.format': [
    options('string', 'format: email'),
    options('integer', 'format: i32'),
    options('date\nphysicalType: text', 'format: yyyyMMdd'),
  ],
  'logicalTypeOptions.minimum, maximum, exclusiveMinimum, exclusiveMaximum': [options('number', 'minimum: 1')],
  'logicalTypeOptions.multipleOf': [options('number', 'multipleOf: 2')],
  'logicalTypeOptions.timezone': [options('timestamp', 'timezone: true'), options('timestamp', 'timezone: false')],
  'logicalTypeOptions.minItems, maxItems, uniqueItems': [options('array', 'minItems: 1')],
  'logicalTypeOptions.minProperties, maxProperties, required': [options('object', 'minProperties: 1')],
  'properties, items (of a property)': [property('logicalType: array\nitems: { logicalType: string }')],
  relationships: [property('relationships: [{ to: t.a }]')],
  'metric: nullValues': [property('quality: [{ metric: nullValues, mustBe: 0 }]')],
  'metric: missingValues': [property('quality: [{ metric: missingValues, arguments: { missingValues: [x] }, mustBe: 0 }]')],
  'metric: invalidValues': ['validValues: [x]', 'pattern: x'].map((given) =>
    property(`quality: [{ metric: invalidValues, arguments: { ${given} }, mustBe: 0 }]`),
  ),
  'metric: duplicateValues': [property('quality: [{ metric: duplicateValues, mustBe: 0 }]')],
  'metric: rowCount': [rules('{ metric: rowCount, mustBe: 1 }')],
  'rule: nullCheck': [property('quality: [{ rule: nullCheck }]')],
  'rule: validValues': [property('quality: [{ rule: validValues, validValues: [x] }]')],
  'rule: duplicateCount': [property('quality: [{ rule: duplicateCount }]')],
  'type: sql': [rules('{ type: sql, query: select 1, mustBe: 1 }')],
  'slaProperties: freshness, latency': [
    `${head}schema: [{ name: t, properties: [{ name: a }] }]\nslaProperties: [{ property: latency, value: 1, unit: d, element: a }]\n`,
  ],
  'customProperties: seaworthyPersonalData': [property('customProperties: [{ property: seaworthyPersonalData, value: forbid }]')],
}

describe('the names of ODCS', () => {
  it.each(Object.entries(odcsNames))('%s become checks of their kinds', (name, kinds) => {
    const made = new Set((examples[name] ?? []).flatMap((text) => checksOf(text).map(({ kind }) => kind)))
    expect([kinds].flat().filter((kind) => !made.has(kind))).toEqual([])
  })
})
