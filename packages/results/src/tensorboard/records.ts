import { ResultsError } from '../errors.ts'
import { maskedCrc32c } from './crc32c.ts'

const headBytes = 12
const footBytes = 4

/**
 * The records of a TFRecord file: length (64 bits), its masked CRC-32C, the bytes, theirs. A last record that was not written to its end is
 * left out, as TensorBoard leaves it: a writer that is killed leaves one.
 * @throws {ResultsError} `RESULTS_BROKEN` where a checksum does not fit.
 */
export function* readRecords(bytes: Uint8Array, file: string): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + headBytes <= bytes.length; ) {
    const length = Number(view.getBigUint64(at, true))
    requireSum(bytes.subarray(at, at + 8), view.getUint32(at + 8, true), { file, at })
    const start = at + headBytes
    if (start + length + footBytes > bytes.length) return
    const record = bytes.subarray(start, start + length)
    requireSum(record, view.getUint32(start + length, true), { file, at: start })
    yield record
    at = start + length + footBytes
  }
}

function requireSum(bytes: Uint8Array, sum: number, { file, at }: { readonly file: string; readonly at: number }): void {
  if (maskedCrc32c(bytes) !== sum)
    throw new ResultsError('RESULTS_BROKEN', `${file} is damaged at byte ${at}: its checksum does not fit`, { hint: 'copy it again' })
}
