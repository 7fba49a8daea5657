import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Files } from '@seaworthy/pipeline'

/** Files of this machine. */
export function localFiles(): Files {
  return {
    async digest(file) {
      const info = await stat(file).catch(missing)
      if (!info?.isFile()) return null
      const hash = createHash('sha256')
      for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(chunk)
      return { digest: `sha256:${hash.digest('hex')}`, bytes: info.size }
    },
    read: (file) => readFile(file).catch(missing),
    async write(file, bytes) {
      await mkdir(path.dirname(file), { recursive: true })
      await writeFile(`${file}.part`, bytes)
      await rename(`${file}.part`, file)
    },
    remove: (file) => rm(file, { recursive: true, force: true }),
    async temporary(name) {
      const folder = await mkdtemp(path.join(os.tmpdir(), `seaworthy-${name}-`))
      return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
    },
  }
}

function missing(error: unknown): null {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
  throw error
}
