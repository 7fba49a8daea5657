import { type Lexical, quoteText, typeFamily } from '@seaworthy/contracts'

const plainInteger = '-?(0|[1-9][0-9]*)'
const plainNumber = '-?((0|[1-9][0-9]*)(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?'
const notFinite = '[Nn]a[Nn]|-?[Ii]nf(inity)?'

export interface NumberOptions {
  /** DuckDB's. */
  readonly duckType: string
  readonly lexical: Lexical
  /** Among many columns: fewer expressions, which cost more for each value and less to plan. */
  readonly wide: boolean
  /** Whether a text may end in a blank. */
  readonly blankEnds: boolean
}

/** SQL of the number that a text is written as, null where it is none. */
export function numberForm(raw: string, { duckType, lexical, wide, blankEnds }: NumberOptions): string {
  if (lexical.decimal === '.' && lexical.group === null && lexical.bareNumber)
    return bareForm(raw, duckType, wide ? null : surelyNumber(raw, blankEnds))
  return `case when ${matches(raw, `${around(lexical)[0]}(?:${markedNumber(duckType, lexical)})${around(lexical)[1]}`)} then ${bareForm(bare(raw, duckType, lexical), duckType, null)} end`
}

function bareForm(raw: string, duckType: string, surelyNumber: string | null): string {
  const cast = `try_cast(${raw} as ${duckType})`
  if (typeFamily(duckType) === 'integer')
    // What comes back from the cast as it was is an integer: a pattern is only needed for "-0".
    return `case when ${cast}::VARCHAR = ${raw} then ${cast} when ${matches(raw, plainInteger)} then ${cast} end`
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(duckType)
  // A cast would round away what the type has no digits for.
  if (decimal) return `case when ${matches(raw, `-?((0|[1-9][0-9]*)(\\.[0-9]{0,${decimal[2]}}0*)?|\\.[0-9]{1,${decimal[2]}}0*)`)} then ${cast} end`
  const surely = surelyNumber === null ? '' : `when ${surelyNumber} and isfinite(${cast}) then ${cast} `
  return `case ${surely}when ${matches(raw, plainNumber)} and isfinite(${cast}) then ${cast} when ${matches(raw, notFinite)} then ${cast} end`
}

/** Tab to carriage return, and blank: what the cast passes over at the end. */
const blanks = [9, 10, 11, 12, 13, 32]

// Of what the cast takes, only a second leading zero, underscores and blanks at the end are refused: cheap to see, unlike a pattern.
function surelyNumber(raw: string, blankEnds: boolean): string {
  // From "-" to ":" lie the minus, the point and the digits; no plus and no blank, which the cast passes over too.
  const begins = `${raw} between '-' and ':' and not (${raw} between '00' and '0:') and not (${raw} between '-00' and '-0:')`
  const ends = (blankEnds ? blanks : []).map((code) => ` and not ends_with(${raw}, chr(${code}))`)
  return `${begins} and not contains(${raw}, '_')${ends.join('')}`
}

function matches(raw: string, pattern: string): string {
  return `regexp_full_match(${raw}, ${quoteText(pattern)})`
}

function markedNumber(duckType: string, { decimal, group }: Lexical): string {
  const mark = group === null ? '' : `(?:${escaped(group)}[0-9]+)*`
  const whole = `-?[0-9]+${mark}`
  if (typeFamily(duckType) === 'integer') return whole
  return `-?(?:[0-9]+${mark}(?:${escaped(decimal)}[0-9]*)?|${escaped(decimal)}[0-9]+)(?:[eE][+-]?[0-9]+)?`
}

// What may stand before and behind the digits where numbers are not bare.
function around({ bareNumber, decimal }: Lexical): readonly [string, string] {
  return bareNumber ? ['', ''] : [`[^-0-9${classEscaped(decimal)}]*`, '[^0-9]*']
}

// The number alone, with a point before the fraction and no mark between thousands.
function bare(raw: string, duckType: string, lexical: Lexical): string {
  const [before, behind] = around(lexical)
  const alone = lexical.bareNumber ? raw : `regexp_extract(${raw}, ${quoteText(`^${before}(${markedNumber(duckType, lexical)})${behind}$`)}, 1)`
  const ungrouped = lexical.group === null ? alone : `replace(${alone}, ${quoteText(lexical.group)}, '')`
  return lexical.decimal === '.' ? ungrouped : `replace(${ungrouped}, ${quoteText(lexical.decimal)}, '.')`
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&')
}

function classEscaped(text: string): string {
  return text.replaceAll(/[\\\]^[-]/g, '\\$&')
}
