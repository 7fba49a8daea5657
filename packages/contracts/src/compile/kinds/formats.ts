import type { CheckOf } from '../../check.ts'
import { textFormatRules } from '../../format/text-format-rules.ts'
import { quoteText } from '../../sql/sql-text.ts'
import { columnNamed, givenSql } from '../columns.ts'
import type { Compiled } from '../compiled.ts'
import type { CompileData } from '../data.ts'
import { distinctTexts } from '../distinct-texts.ts'
import { notDecided, valueCheck } from '../row-check.ts'
import { textSql } from '../text-sql.ts'

/** Fails texts that are not written in the format: by RE2 where a pattern says it all, else by JavaScript. */
export function compileFormat(check: CheckOf<'format'>, data: CompileData): Compiled {
  const column = columnNamed(data, check.column)
  const text = textSql(column)
  if ('message' in text) return notDecided(text.message)
  const rule = textFormatRules[check.format]
  if ('test' in rule) return distinctTexts(check, data, { value: text.sql, shown: givenSql(column), test: rule.test })
  const failing = [`not regexp_full_match(${text.sql}, ${quoteText(`(?s:${rule.pattern})`)})`]
  if (rule.day) failing.push(`(${text.sql} is not null and try_cast(left(${text.sql}, 10) as DATE) is null)`)
  if (rule.maxLength !== undefined) failing.push(`length(${text.sql}) > ${rule.maxLength}`)
  return valueCheck(check, data, { column, failing: failing.join(' or ') })
}
