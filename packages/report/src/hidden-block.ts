import { canonicalJson, type Json, parseCapped } from '@seaworthy/record'
import { ReportError } from './errors.ts'

const maxBytes = 48_000

/**
 * Data inside a Markdown body that readers do not see: canonical JSON in an HTML comment. Angle brackets are written as JSON
 * escapes, so that no value can end the comment.
 * @example hiddenBlock('monitor', { a: '-->' }) // '<!-- seaworthy:monitor {"a":"--\\u003e"} -->'
 */
export function hiddenBlock(name: string, value: Json): string {
  const text = canonicalJson(value).replace(/</g, '\\u003c').replace(/>/g, '\\u003e')
  return `<!-- seaworthy:${name} ${text} -->`
}

/**
 * The data of the first such block; null where the body has none. Anyone with write access may have edited it: parse what comes out.
 * @throws {ReportError} `HIDDEN_BLOCK_INVALID` when it is not JSON, too large or too deep.
 */
export function readHiddenBlock(name: string, body: string): unknown {
  const start = `<!-- seaworthy:${name} `
  const from = body.indexOf(start)
  if (from < 0) return null
  const to = body.indexOf('-->', from)
  const text = body.slice(from + start.length, to < 0 ? undefined : to)
  try {
    return parseCapped(text, `the hidden block "${name}"`, { maxBytes: 2 * maxBytes })
  } catch (cause) {
    throw new ReportError('HIDDEN_BLOCK_INVALID', (cause as Error).message, { hint: 'close the issue; the next run opens a new one', cause })
  }
}

/** Whether a block leaves room for the text around it. */
export function fitsHidden(block: string): boolean {
  return Buffer.byteLength(block) <= maxBytes
}
