import { z } from 'zod'
import type { ContractObject } from '../../contract.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import { type DialectReader, isMap } from '../dialect.ts'
import { withUniqueIds } from '../names.ts'
import { columnRules } from './column-rules.ts'
import { expectationChecks } from './expectation-checks.ts'

/** Suites of Great Expectations, versions 0 and 1, as JSON or YAML (docs.greatexpectations.io). */
export const greatExpectations: DialectReader = {
  dialect: 'great_expectations',
  optionalColumns: false,
  description: 'a suite of Great Expectations (expectations, each with its type and kwargs)',
  claims: ({ value }) => isMap(value) && ('expectation_suite_name' in value || Array.isArray(value['expectations'])),
  read: ({ value }, reader) => readSuite(value, reader),
}

const documentation = z.unknown().optional()
const parameters = z.record(z.string(), z.unknown()).nullish()
const maxNameLength = 200
const suiteName = z.string().min(1).max(maxNameLength)
const suiteSchema = z.strictObject({
  name: suiteName.optional(),
  expectation_suite_name: suiteName.optional(),
  expectations: z.array(z.unknown()).min(1),
  suite_parameters: parameters,
  evaluation_parameters: parameters,
  id: documentation,
  ge_cloud_id: documentation,
  data_asset_type: documentation,
  meta: documentation,
  notes: documentation,
})

function readSuite(value: unknown, reader: ContractReader): readonly ContractObject[] {
  if (!isMap(value)) return []
  const suite = reader.read(suiteSchema, value, [])
  const name = suite?.name ?? suite?.expectation_suite_name
  if (suite && name === undefined) reader.refuse('MISSING_KEY', '"name" is missing', { path: [], hint: 'the name of the suite' })
  if (suite?.name !== undefined && suite.expectation_suite_name !== undefined)
    reader.refuse('INVALID_VALUE', '"expectation_suite_name" is the old name of "name"', { path: [], key: 'expectation_suite_name' })
  const object = name ?? 'data'
  const listed: readonly unknown[] = Array.isArray(value['expectations']) ? value['expectations'] : []
  const given = { ...suite?.evaluation_parameters, ...suite?.suite_parameters }
  const asked = expectationChecks(listed, { path: ['expectations'], reader, object, parameters: given })
  const { columns, checks } = columnRules(asked)
  return suite ? [{ name: object, columns, checks: withUniqueIds(checks), text: null, notes: [] }] : []
}
