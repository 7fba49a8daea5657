import type { TrainBody } from '@seaworthy/record'
import { codeSpan, excerpt } from './escape-markdown.ts'
import type { ModelView } from './model-view.ts'

type Value = NonNullable<TrainBody['params']>['values'][string]

export interface ParameterRow {
  readonly name: string
  /** Undefined where production had no such parameter. */
  readonly production: Value | undefined
  readonly here: Value | undefined
  readonly changed: boolean
}

/** Every parameter of either side: other values first, then new ones, then those that went, then the rest; each by name. Null where this model declares none. */
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
  return rows.sort((a, b) => rank(a) - rank(b))
}

function rank({ changed, production, here }: ParameterRow): number {
  if (!changed) return 3
  return here === undefined ? 2 : production === undefined ? 1 : 0
}

/** A value as code; what is not there, in words. */
export function valueText(value: Value | undefined): string {
  return value === undefined ? '_not set_' : codeSpan(excerpt(String(value), 60))
}

function ownValue(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}
