/** A piece of a filter text. */
export interface FilterToken {
  readonly kind: 'name' | 'quoted_name' | 'number' | 'text' | 'sign'
  /** Of names and texts what they say, without quotes. */
  readonly text: string
  /** Where it begins, from 1. */
  readonly at: number
}

/** Why a filter text cannot be read. */
export class FilterFault extends Error {}

const pieces =
  /\s*(?:(?<name>[\p{L}_][\p{L}\p{N}_]*)|"(?<quoted>(?:[^"]|"")+)"|'(?<text>(?:[^']|'')*)'|(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\p{L}\p{N}_.])|(?<sign><>|!=|<=|>=|[=<>(),]))/uy
const maxCharacters = 10_000

/** @throws {FilterFault} where no piece begins. */
export function filterTokens(source: string): readonly FilterToken[] {
  if (source.length > maxCharacters) throw new FilterFault(`it is longer than ${maxCharacters} characters`)
  const tokens: FilterToken[] = []
  const end = source.trimEnd().length
  pieces.lastIndex = 0
  while (pieces.lastIndex < end) {
    const from = pieces.lastIndex
    const groups = pieces.exec(source)?.groups
    if (!groups) throw new FilterFault(`nothing can be read at character ${from + 1 + leadingBlanks(source.slice(from))}`)
    tokens.push({ ...read(groups), at: from + 1 + leadingBlanks(source.slice(from)) })
  }
  return tokens
}

function leadingBlanks(text: string): number {
  return text.length - text.trimStart().length
}

function read({ name, quoted, text, number, sign }: { readonly [group: string]: string | undefined }): Omit<FilterToken, 'at'> {
  if (name !== undefined) return { kind: 'name', text: name }
  if (quoted !== undefined) return { kind: 'quoted_name', text: quoted.replaceAll('""', '"') }
  if (text !== undefined) return { kind: 'text', text: text.replaceAll("''", "'") }
  return number === undefined ? { kind: 'sign', text: sign === '!=' ? '<>' : (sign ?? '') } : { kind: 'number', text: number }
}
