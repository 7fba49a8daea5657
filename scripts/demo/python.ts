// A Python with the packages that the example's training pins, in a virtual environment of its own.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const oldest = [3, 10] as const

/** Thrown with a message for people: there is nothing to look into. */
export class PythonMissing extends Error {
  override readonly name = 'PythonMissing'
}

/** The `bin` folder of a virtual environment that has the pinned packages; made on first use. */
export async function pythonBin({
  cache,
  requirements,
  say,
}: {
  readonly cache: string
  readonly requirements: string
  say(text: string): void
}): Promise<string> {
  const python = await findPython()
  const pins = await readFile(requirements)
  const stamp = createHash('sha256').update(pins).update(python.version).digest('hex')
  const folder = path.join(cache, 'python')
  const stampFile = path.join(folder, '.installed')
  const bin = path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')
  if (existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp) return bin
  say(`installing the example's Python packages for Python ${python.version} (once)`)
  await rm(folder, { recursive: true, force: true })
  await mkdir(cache, { recursive: true })
  await run(python.command, ['-m', 'venv', folder])
  await run(path.join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements], {
    maxBuffer: 64 * 1024 ** 2,
  })
  await writeFile(stampFile, stamp)
  return bin
}

async function findPython(): Promise<{ readonly command: string; readonly version: string }> {
  const found: string[] = []
  for (const command of ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10']) {
    const version = await versionOf(command)
    if (version === null) continue
    found.push(`${command} is ${version}`)
    const [major = 0, minor = 0] = version.split('.').map(Number)
    if (major === oldest[0] && minor >= oldest[1]) return { command, version }
  }
  const seen = found.length === 0 ? 'there is none on PATH' : found.join(', ')
  throw new PythonMissing(
    `The demo trains with scikit-learn and needs Python ${oldest.join('.')} or newer; ${seen}.\nInstall one (https://www.python.org/downloads/) and run npm run demo again. npm test needs no Python.`,
  )
}

async function versionOf(command: string): Promise<string | null> {
  const answered = await run(command, ['-c', 'import sys, venv, ensurepip; print(".".join(map(str, sys.version_info[:3])))']).catch(() => null)
  return answered?.stdout.trim() ?? null
}
