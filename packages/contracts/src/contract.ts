import type { Check } from './check.ts'
import type { LogicalType } from './logical-type.ts'
import type { PersonalKind } from './personal-kinds.ts'

export const dialects = ['odcs', 'frictionless', 'json_schema', 'great_expectations', 'pandera', 'tfdv'] as const
export type Dialect = (typeof dialects)[number]

/** What a contract asks of data, whichever format it was written in. */
export interface Contract {
  readonly path: string
  readonly dialect: Dialect
  readonly objects: readonly ContractObject[]
}

/** One table of a contract. */
export interface ContractObject {
  readonly name: string
  readonly columns: readonly ColumnRule[]
  readonly checks: readonly Check[]
  /** How text files are written, where the contract says it; null: the reader's own default. */
  readonly text: TextDialect | null
  /** Rules in words, for people: they are shown, and nobody claims that they were checked. */
  readonly notes: readonly ContractNote[]
}
export interface ContractNote {
  readonly line: number
  readonly column: string | null
  readonly text: string
}

/** A column that a contract describes: its name in the data, and what is declared about its values. */
export interface ColumnRule {
  readonly name: string
  readonly type: LogicalType | null
  /** The DuckDB type where the contract names a physical one. */
  readonly duckType: string | null
  readonly required: boolean
  /** The data may lack it as a whole: then nothing is asked of it. */
  readonly optional?: true
  readonly line: number
  /** How its values are written in text files; null: as docs/contracts.md says of the type. */
  readonly lexical: Lexical | null
  /** Personal data that it is declared to hold: its values are never shown. Null where the contract says nothing. */
  readonly personal: readonly PersonalKind[] | 'any' | null
}

/** How the values of a column are written in a text file. */
export interface Lexical {
  /**
   * The texts that are values of the type, as a regular expression of RE2 over the whole text, once group marks, the decimal mark and
   * what a number that is not bare has around it are gone; null: as docs/contracts.md says of the type.
   */
  readonly form: string | null
  /** Texts that stand for a missing value, beside those of the table. */
  readonly missing: readonly string[]
  /** Frictionless: the mark before the fraction, and the one between thousands. */
  readonly decimal: string
  readonly group: string | null
  /** False: what stands around the digits (a currency, a percent sign) is left out. */
  readonly bareNumber: boolean
  readonly trueValues: readonly string[]
  readonly falseValues: readonly string[]
  /** How dates and times are written, for strptime; null: ISO 8601. */
  readonly timeFormat: string | null
}

export const plainLexical: Lexical = {
  form: null,
  missing: [],
  decimal: '.',
  group: null,
  bareNumber: true,
  trueValues: ['true', 'True', 'TRUE'],
  falseValues: ['false', 'False', 'FALSE'],
  timeFormat: null,
}

/** How a delimited text file is written. */
export interface TextDialect {
  readonly delimiter: string
  /** Null: no quoting at all. */
  readonly quote: string | null
  /** A quote within a quoted value: doubled, or after this character. */
  readonly escape: string | null
  readonly header: boolean
  /** Texts without quotes that stand for a missing value. */
  readonly missing: readonly string[]
  /** Lines that begin so are passed over. */
  readonly comment: string | null
  /** Blanks after a delimiter are passed over. */
  readonly skipInitialSpace: boolean
  readonly compression: 'none' | 'gzip' | 'zstd' | null
}
export const commaSeparated: TextDialect = {
  delimiter: ',',
  quote: '"',
  escape: null,
  header: true,
  missing: [''],
  comment: null,
  skipInitialSpace: false,
  compression: null,
}
