import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { NativeError } from './errors.ts'

const run = promisify(execFile)

/**
 * The registry that npm uses on this machine, mirrors included. It is asked outside the workspace, whose settings a change may write;
 * what it then gives is held to the digests in `pinned.ts` in any case.
 * @throws {NativeError} `REGISTRY_UNKNOWN` where there is no npm, or it names none.
 */
export async function npmRegistry(command = 'npm'): Promise<string> {
  const hint = 'set SEAWORTHY_NPM_REGISTRY to the address of an npm registry, or SEAWORTHY_NATIVES to a folder with the libraries'
  const answered = await run(command, ['config', 'get', 'registry'], { cwd: tmpdir(), shell: process.platform === 'win32' }).catch(
    (cause: unknown) => {
      throw new NativeError('REGISTRY_UNKNOWN', 'a native library is to be fetched, and npm is not there to say from which registry', { hint, cause })
    },
  )
  const address = answered.stdout.trim()
  if (URL.canParse(address)) return address
  throw new NativeError('REGISTRY_UNKNOWN', 'a native library is to be fetched, and npm names no registry', { hint })
}
