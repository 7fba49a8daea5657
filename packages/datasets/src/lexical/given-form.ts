import { type Lexical, quoteText, typeFamily } from '@seaworthy/contracts'

/**
 * SQL of the typed value of a text whose contract says by a pattern how its values are written: null where the text, without its
 * marks, is not so. DuckDB alone would take unpadded days, blanks around and times without their offset.
 */
export function givenForm(raw: string, duckType: string, { form, ...lexical }: Lexical & { readonly form: string }): string {
  const text = unmarked(raw, lexical)
  const fits = `regexp_full_match(${text}, ${quoteText(form)})`
  const cast = `try_cast(${text} as ${duckType})`
  if (lexical.timeFormat !== null)
    return `case when ${fits} then try_cast(try_strptime(${text}, ${quoteText(lexical.timeFormat)}) as ${duckType}) end`
  // A number beyond doubles must not become an infinity that nobody wrote.
  if (typeFamily(duckType) === 'number') return `case when ${fits} and (isfinite(${cast}) or regexp_matches(${text}, '(?i)inf|nan')) then ${cast} end`
  if (typeFamily(duckType) === 'timestamp') return `case when ${fits} then try_cast(try_cast(${text} as TIMESTAMP WITH TIME ZONE) as ${duckType}) end`
  return `case when ${fits} then ${cast} end`
}

function unmarked(raw: string, { bareNumber, decimal, group }: Pick<Lexical, 'bareNumber' | 'decimal' | 'group'>): string {
  const bare = bareNumber ? raw : `regexp_replace(regexp_replace(${raw}, '^[^-0-9]*', ''), '[^0-9]*$', '')`
  const ungrouped = group === null ? bare : `replace(${bare}, ${quoteText(group)}, '')`
  return decimal === '.' ? ungrouped : `case when not contains(${ungrouped}, '.') then replace(${ungrouped}, ${quoteText(decimal)}, '.') end`
}
