import { z } from 'zod'
import type { Check } from '../../check.ts'
import { suggestion } from '../../reading/contract-reader.ts'
import { type Asked, columnKey, type Definition, define, head, mostlyKey, refuseCondition } from './expectation.ts'
import { duckTypesOf, typeNames } from './type-names.ts'

/** Expectations about the type of a column: that of the column as a whole, as the file has it. */
export const typeExpectations: Readonly<Record<string, Definition>> = {
  expect_column_values_to_be_of_type: define({ ...columnKey, ...mostlyKey, type_: z.string().min(1) }, (asked) =>
    typeCheck(asked, [{ name: asked.kwargs.type_, key: ['type_'] }]),
  ),
  expect_column_type_to_be: define({ ...columnKey, type_: z.string().min(1) }, (asked) =>
    typeCheck(asked, [{ name: asked.kwargs.type_, key: ['type_'] }]),
  ),
  expect_column_values_to_be_in_type_list: define({ ...columnKey, ...mostlyKey, type_list: z.array(z.string().min(1)).min(1) }, (asked) =>
    typeCheck(
      asked,
      asked.kwargs.type_list.map((name, at) => ({ name, key: ['type_list', at] })),
    ),
  ),
}

interface Named {
  readonly name: string
  readonly key: readonly (string | number)[]
}

function typeCheck(asked: Asked<{ readonly column: string }>, named: readonly Named[]): readonly Check[] {
  const { path, reader, rows, kwargs } = asked
  refuseCondition(asked, 'a column has one type in all rows')
  if (rows.condition.unit === 'passing')
    reader.refuse('UNSUPPORTED_CHECK', 'a column has one type: "mostly" means nothing here', { path, key: 'mostly', hint: 'leave it out' })
  const types = named.flatMap(({ name, key }) => {
    const found = duckTypesOf(name)
    if (found) return found
    const bare = /^(decimal|numeric|decimaltype)$/i.test(name)
    const hint = bare ? 'write its digits: DECIMAL(18,3)' : suggestion(name, typeNames)
    reader.refuse('UNKNOWN_TYPE', `unknown type "${name}"`, { path: [...path, ...key], hint })
    return []
  })
  return types.length === 0 ? [] : [{ kind: 'type_in', ...head(asked, [kwargs.column]), column: kwargs.column, duckTypes: [...new Set(types)] }]
}
