import type { TrainBody } from '@seaworthy/record'
import type { ModelView } from './model-view.ts'

type Value = NonNullable<TrainBody['params']>['values'][string]

export interface ParameterRow {
  readonly name: string
  /** Undefined where production had no such parameter. */
  readonly production: Value | undefined
  readonly here: Value | undefined
  readonly changed: boolean
}

/** Every parameter of either side, changed ones first, in the order of their names. Null where this model declares none. */
export function parameterRows({ report, evaluation }: ModelView): readonly ParameterRow[] | null {
  const here = report.record?.sections.train?.body.params?.values
  if (!here) return null
  const production = evaluation?.baseline?.params ?? null
  const names = [...new Set([...Object.keys(here), ...Object.keys(production ?? {})])].sort()
  const rows = names.map((name) => {
    const before = production ? ownValue(production, name) : undefined
    const now = ownValue(here, name)
    return { name, production: before, here: now, changed: production !== null && before !== now }
  })
  return [...rows.filter((row) => row.changed), ...rows.filter((row) => !row.changed)]
}

export function valueText(value: Value | undefined): string {
  return value === undefined ? '(not set)' : String(value)
}

function ownValue(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}
