import { createReadStream } from 'node:fs'
import { lstat, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { ResultsError } from './errors.ts'
import { parseJson } from './parse-json.ts'

const maxBytes = 64 * 1024 * 1024
/** Samples hold whole prompts, line by line. */
const maxLogBytes = 4 * 1024 ** 3
const maxFiles = 20_000
const maxDepth = 8

/** A file or a folder of results. Links are not followed, so that nothing outside of it is read. */
export class Source {
  /** As it was named by the caller. */
  readonly name: string
  /** Files from the folder, sorted; of a single file its own name. */
  readonly files: readonly string[]
  readonly #root: string
  /** Several readers look at one file. */
  readonly #parsed = new Map<string, unknown>()
  readonly #read = new Set<string>()

  private constructor({ name, root, files }: { readonly name: string; readonly root: string; readonly files: readonly string[] }) {
    this.name = name
    this.#root = root
    this.files = files
  }

  /** @throws {ResultsError} `RESULTS_MISSING`, `RESULTS_TOO_LARGE`. */
  static async open(at: string, name: string): Promise<Source> {
    const found = await lstat(at).catch(() => null)
    if (!found) throw new ResultsError('RESULTS_MISSING', `there are no results at ${name}`, { hint: 'write them in a step before this one' })
    if (found.isFile()) return new Source({ name, root: path.dirname(at), files: [path.basename(at)] })
    const files = await filesBelow(at, '', 0)
    if (files.length > maxFiles)
      throw new ResultsError('RESULTS_TOO_LARGE', `${name} holds more than ${maxFiles} files`, { hint: 'name the folder of one run' })
    return new Source({ name, root: at, files: files.toSorted() })
  }

  /** The files whose path matches. */
  matching(pattern: RegExp): readonly string[] {
    return this.files.filter((file) => pattern.test(file))
  }

  /** Where a file of it lies, for readers that open files by themselves. */
  pathOf(file: string): string {
    return path.join(this.#root, file)
  }

  /** @throws {ResultsError} `RESULTS_TOO_LARGE`. */
  async bytes(file: string): Promise<Uint8Array> {
    const { size } = await lstat(this.pathOf(file))
    if (size > maxBytes)
      throw new ResultsError('RESULTS_TOO_LARGE', `${file} has ${size} bytes; at most ${maxBytes} are read`, { hint: 'is it results, and not data?' })
    this.#read.add(file)
    return readFile(this.pathOf(file))
  }

  /** The files whose bytes were read so far, sorted. */
  get read(): readonly string[] {
    return [...this.#read].toSorted()
  }

  /**
   * The lines of a file that may be larger than what is read at once.
   * @throws {ResultsError} `RESULTS_TOO_LARGE`.
   */
  async *lines(file: string): AsyncGenerator<string> {
    const { size } = await lstat(this.pathOf(file))
    if (size > maxLogBytes) throw new ResultsError('RESULTS_TOO_LARGE', `${file} has ${size} bytes; at most ${maxLogBytes} are read`)
    this.#read.add(file)
    yield* createInterface({ input: createReadStream(this.pathOf(file), 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  }

  async text(file: string): Promise<string> {
    return Buffer.from(await this.bytes(file)).toString('utf8')
  }

  /** @throws {ResultsError} `RESULTS_BROKEN` with the place. */
  async json(file: string): Promise<unknown> {
    if (!this.#parsed.has(file)) this.#parsed.set(file, parseJson(await this.text(file), file))
    return this.#parsed.get(file)
  }
}

async function filesBelow(root: string, folder: string, depth: number): Promise<readonly string[]> {
  if (depth > maxDepth) return []
  const entries = await readdir(path.join(root, folder), { withFileTypes: true })
  const found: string[] = []
  for (const entry of entries) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isFile()) found.push(name)
    else if (entry.isDirectory() && found.length <= maxFiles) found.push(...(await filesBelow(root, name, depth + 1)))
  }
  return found
}
