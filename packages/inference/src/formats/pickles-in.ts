import { gunzipSync, inflateSync } from 'node:zlib'
import { isUnmarkedPickle, type PickleFindings, scanPickle } from './scan-pickle.ts'
import { zipEntries } from './zip-entries.ts'

/** A pickle, or what holds pickles. */
export interface PickleFile {
  /** `a Python pickle`, `a PyTorch archive`, … */
  readonly title: string
  readonly findings: PickleFindings
}

const maxUnpackedBytes = 256 * 2 ** 20

/**
 * What reading a file by Python's pickle, joblib or torch.load would do; null where no part of it is a pickle. PyTorch's archives,
 * old and new, and joblib's compressed files are looked into, up to 256 MiB unpacked.
 */
export function picklesIn(bytes: Uint8Array): PickleFile | null {
  if (startsWith(bytes, [0x50, 0x4b])) return inArchive(bytes)
  if (startsWith(bytes, [0x1f, 0x8b]))
    return inStream(
      unpacked(() => gunzipSync(bytes, { maxOutputLength: maxUnpackedBytes })),
      'a gzip stream',
    )
  if (startsWith(bytes, [0x78]))
    return inStream(
      unpacked(() => inflateSync(bytes, { maxOutputLength: maxUnpackedBytes })),
      'a zlib stream (joblib)',
    )
  if (isBinaryPickle(bytes)) return { title: titleOf(bytes), findings: scanPickle(bytes) }
  // The oldest protocols bear no mark.
  return isUnmarkedPickle(bytes) ? { title: 'a Python pickle', findings: scanPickle(bytes) } : null
}

function inArchive(bytes: Uint8Array): PickleFile | null {
  const pickles = (zipEntries(bytes) ?? []).filter(({ name }) => /\.(pkl|pickle)$/i.test(name))
  if (pickles.length === 0) return null
  const scans = pickles.map((entry) => {
    const content = entry.read(maxUnpackedBytes)
    return content === null ? { imports: ['?'], dangerous: ['?'], calls: 0, complete: false } : scanPickle(content)
  })
  return {
    title: pickles.some(({ name }) => /(^|\/)data\.pkl$/.test(name)) ? 'a PyTorch archive of pickles' : 'an archive of pickles',
    findings: together(scans),
  }
}

function together(scans: readonly PickleFindings[]): PickleFindings {
  return {
    imports: [...new Set(scans.flatMap(({ imports }) => imports))],
    dangerous: [...new Set(scans.flatMap(({ dangerous }) => dangerous))],
    calls: scans.reduce((sum, { calls }) => sum + calls, 0),
    complete: scans.every(({ complete }) => complete),
  }
}

function inStream(bytes: Uint8Array | null, title: string): PickleFile | null {
  return bytes && isBinaryPickle(bytes) ? { title: `a Python pickle in ${title}`, findings: scanPickle(bytes) } : null
}

function unpacked(inflate: () => Uint8Array): Uint8Array | null {
  try {
    return inflate()
  } catch {
    return null
  }
}

function isBinaryPickle(bytes: Uint8Array): boolean {
  return bytes[0] === 0x80 && (bytes[1] ?? 255) <= 5
}

// Old files of torch.save begin with a pickled magic number, 0x1950a86a20f9469cfc6c.
const torchMagic = [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]

function titleOf(bytes: Uint8Array): string {
  if (startsWith(bytes.subarray(2), torchMagic)) return 'an old PyTorch file of pickles'
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1')
  return head.includes('joblib') ? 'a joblib pickle' : 'a Python pickle'
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte)
}
