import type { CheckOf } from '../../check.ts'
import { typeFamily } from '../../logical-type.ts'
import { personalKindsOf, personalPrefilter } from '../../personal/detectors.ts'
import { quoteText } from '../../sql/sql-text.ts'
import { columnNamed, valueSql } from '../columns.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData } from '../data.ts'

/**
 * Every value, read as text, against the forbidden kinds: RE2 picks the few candidates, JavaScript decides them. Payment cards are
 * looked for among integers too. What a sample shows is only how long the value is.
 */
export function compilePersonalData(check: CheckOf<'personal_data'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  const family = typeFamily(column.type)
  const kinds = family === 'string' ? check.forbidden : family === 'integer' ? check.forbidden.filter((kind) => kind === 'payment_card') : []
  // Dates, truth values and fractions are none of the kinds.
  if (kinds.length === 0) return { kind: 'decided', finding: { outcome: 'pass', observed: null, failed: 0, share: 0, message: null } }
  const text = `${valueSql(column)}::VARCHAR`
  return {
    kind: 'distinct_values',
    value: `case when regexp_full_match(${text}, ${quoteText(personalPrefilter(kinds))}) then ${text} end`,
    considered: null,
    shown: `'«hidden, ' || length(${text}) || ' characters»'`,
    test: (value) => personalKindsOf(value, kinds).length === 0,
  }
}
