import type { TextFault } from './text-fault.ts'

/** What is wrong with a delimited text, wherever that is. */
export type Refusal = Omit<TextFault, 'line'>

export const quoteFault: Refusal = {
  code: 'TEXT_MALFORMED',
  text: 'a quote is not closed, or text follows where it closes',
  hint: 'close it, and double a quote within quotes',
}
export const nulFault: Refusal = { code: 'TEXT_MALFORMED', text: 'there is a NUL byte', hint: 'write the file again as UTF-8 text' }
export const returnFault: Refusal = { code: 'TEXT_MALFORMED', text: 'a carriage return stands alone', hint: 'end lines in LF or CR LF' }
export const blankFault: Refusal = {
  code: 'TEXT_MALFORMED',
  text: 'a blank stands before a quote',
  hint: 'remove it, or let the dialect skip initial spaces',
}
export const commentFault: Refusal = {
  code: 'DIALECT_UNSUPPORTED',
  text: 'the comment character stands within a record',
  hint: 'put the value in quotes, or choose another comment character',
}
export const mixedFault: Refusal = {
  code: 'DIALECT_UNSUPPORTED',
  text: 'lines end in LF and in CR LF, and there are comments',
  hint: 'end all lines alike, or remove the comments',
}
export const escapeFault: Refusal = {
  code: 'DIALECT_UNSUPPORTED',
  text: 'the escape character stands outside quotes',
  hint: 'put the value in quotes, or let the dialect double its quotes',
}
export const missingFault: Refusal = {
  code: 'DIALECT_UNSUPPORTED',
  text: 'in a text of one column, or where initial blanks are skipped, a value in quotes cannot be a text that stands for a missing value',
  hint: 'write the value without quotes, or another text for what is missing',
}
export const spacedFault: Refusal = {
  code: 'DIALECT_UNSUPPORTED',
  text: 'where initial blanks are skipped, a value in quotes cannot begin with one',
  hint: 'write the file without blanks after the delimiters',
}
