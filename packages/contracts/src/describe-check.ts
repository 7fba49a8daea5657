import type { Check, CheckKind, CheckOf } from './check.ts'
import type { AllDescribers } from './describe/describers.ts'
import { describeFilter } from './describe/filter-words.ts'
import { ofRows } from './describe/of-rows.ts'
import { ofStatistics } from './describe/of-statistics.ts'
import { ofTables } from './describe/of-tables.ts'
import { ofValues } from './describe/of-values.ts'

const describers: AllDescribers = { ...ofTables, ...ofValues, ...ofRows, ...ofStatistics }

/** In words, what must hold. @example describeCheck(delayRange) // 'between -120 and 1200' */
export function describeCheck(check: Check): string {
  const where = 'where' in check && check.where ? `, of rows where ${describeFilter(check.where)}` : ''
  return describe(check.kind, check) + where
}

type CheckOfKind = { readonly [K in CheckKind]: CheckOf<K> }

function describe<K extends CheckKind>(kind: K, check: CheckOfKind[K]): string {
  return (describers as { readonly [Kind in CheckKind]: (check: CheckOfKind[Kind]) => string })[kind](check)
}
