import { isUtf8 } from 'node:buffer'
import { DatasetsError } from '../errors.ts'
import { countLines } from './line-chunks.ts'

/**
 * Refuses whole lines that are not UTF-8. `line` is the number of the first of them.
 * @throws {DatasetsError} `TEXT_ENCODING` with the line.
 */
export function requireUtf8(name: string, bytes: Buffer, line: number): void {
  if (isUtf8(bytes)) return
  const place = line + countLines(bytes, validBytes(bytes))
  throw new DatasetsError('TEXT_ENCODING', `${name} line ${place}: the text is not UTF-8`, { hint: 'convert it to UTF-8' })
}

// The longest beginning that is valid, by halves.
function validBytes(bytes: Buffer): number {
  let low = 0
  let high = bytes.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (isUtf8(bytes.subarray(0, characterStart(bytes, middle)))) low = middle
    else high = middle - 1
  }
  return low
}

function characterStart(bytes: Buffer, at: number): number {
  let start = at
  while (start > 0 && start > at - 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--
  return start
}
