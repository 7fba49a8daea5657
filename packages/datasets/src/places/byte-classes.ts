import type { TextDialect } from '@seaworthy/contracts'
import { carriageReturn, lineFeed } from './line-chunks.ts'

// Kinds of bytes; every other byte is part of a value.
export const plain = 0
export const delimiterByte = 1
export const endByte = 2
export const quoteByte = 3
export const commentByte = 4
export const nulByte = 5
export const escapeByte = 6

/** The kind of each byte outside quotes. */
export function byteClasses({ delimiter, quote, escape: escapeMark, comment }: TextDialect): Uint8Array {
  const classes = new Uint8Array(256)
  classes[lineFeed] = endByte
  classes[carriageReturn] = endByte
  classes[0] = nulByte
  if (escapeMark !== null) classes[escapeMark.charCodeAt(0)] = escapeByte
  if (comment !== null) classes[comment.charCodeAt(0)] = commentByte
  if (quote !== null) classes[quote.charCodeAt(0)] = quoteByte
  classes[Buffer.from(delimiter)[0] ?? 0] = delimiterByte
  return classes
}

/** The kind of each byte within quotes. */
export function byteClassesWithin({ quote, escape: escapeMark }: TextDialect): Uint8Array {
  const classes = new Uint8Array(256)
  classes[lineFeed] = endByte
  classes[carriageReturn] = endByte
  classes[0] = nulByte
  if (escapeMark !== null) classes[escapeMark.charCodeAt(0)] = escapeByte
  if (quote !== null) classes[quote.charCodeAt(0)] = quoteByte
  return classes
}
