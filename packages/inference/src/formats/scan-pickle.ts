import { type Argument, type Opcode, type OpcodeRule, opcodes } from './pickle-opcodes.ts'

export interface PickleFindings {
  /** What reading it would import, each once, in order: `torch._utils._rebuild_tensor_v2`. A name that is computed reads `?`. */
  readonly imports: readonly string[]
  /** Those among them that can run commands, open files or load code. */
  readonly dangerous: readonly string[]
  /** How often reading it would call something. */
  readonly calls: number
  /** Whether every byte was understood, up to the end; else the rest was searched for the names of imports. */
  readonly complete: boolean
}

const dangerousModules = new Set(
  'os nt posix posixpath ntpath subprocess pty commands sys socket ssl http urllib requests ftplib smtplib telnetlib webbrowser shutil tempfile pathlib io importlib imp pkgutil runpy code codeop ctypes _ctypes multiprocessing threading asyncio signal platform pdb bdb cProfile profile timeit trace doctest idlelib pip setuptools distutils pickle _pickle dill cloudpickle joblib marshal shelve builtins __builtin__ operator functools types inspect gc site venv zipimport torch.hub torch.serialization torch.load numpy.testing numpy.f2py'.split(
    ' ',
  ),
)
const harmlessBuiltins = new Set('set frozenset list dict tuple int float complex bool str bytes bytearray slice range object'.split(' '))
const harmlessNames = new Set(['functools.partial', 'operator.itemgetter', 'joblib.numpy_pickle.NumpyArrayWrapper'])

/**
 * Walks over a pickle without running it, and lists what reading it would import and call: the opcodes GLOBAL, INST, STACK_GLOBAL,
 * REDUCE and their kin. Pickles that follow each other are walked through; where the bytes are no opcode any more, as between the
 * arrays of joblib, the rest is searched for names.
 * @example scanPickle(new TextEncoder().encode("cos\nsystem\n(S'ls'\ntR.")) // { imports: ['os.system'], dangerous: ['os.system'], calls: 1, complete: true }
 */
export function scanPickle(bytes: Uint8Array): PickleFindings {
  const walk = new Walk(bytes)
  const complete = walk.run()
  const imports = [...new Set(complete ? walk.imports : [...walk.imports, ...namesIn(bytes.subarray(walk.at))])]
  return { imports, dangerous: imports.filter(isDangerous), calls: walk.calls, complete }
}

/** Whether bytes without the mark of a newer protocol read as a pickle up to their end, and would import something. */
export function isUnmarkedPickle(bytes: Uint8Array): boolean {
  const walk = new Walk(bytes)
  return walk.run() && walk.imports.length > 0
}

function isDangerous(name: string): boolean {
  if (name === '?' || name.includes('?')) return true
  const parts = name.split('.')
  if (harmlessNames.has(name)) return false
  if (parts[0] === 'builtins' || parts[0] === '__builtin__') return !harmlessBuiltins.has(parts[1] ?? '')
  return parts.some((_, at) => dangerousModules.has(parts.slice(0, at + 1).join('.')))
}

/** What an opcode does, as far as the scan follows it. */
interface Effect {
  readonly imported?: string
  readonly calls?: number
  readonly pushed?: string | null
}

/** One pass; strings on the stack and in the memo are followed as far as STACK_GLOBAL needs them. */
class Walk {
  at = 0
  calls = 0
  readonly imports: string[] = []
  readonly #bytes: Uint8Array
  /** The last things pushed; null for whatever is no text. */
  #pushed: (string | null)[] = []
  #memo = new Map<number, string | null>()

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Whether it came to the end, by a STOP. */
  run(): boolean {
    let stopped = false
    while (this.at < this.#bytes.length) {
      const start = this.at
      const rule = opcodes.get(this.#bytes[start] as number)
      const argument = rule && this.#argument(rule.argument, start + 1)
      if (!rule || argument === null || argument === undefined) return false
      if (rule.name === 'STOP') {
        stopped = true
        this.#pushed = []
        this.#memo = new Map()
        continue
      }
      stopped = false
      this.#take(rule, argument)
    }
    return stopped
  }

  #take({ name }: OpcodeRule, argument: Uint8Array): void {
    const { calls, imported, pushed } = this.#effect(name, argument)
    this.calls += calls ?? 0
    if (imported !== undefined) this.imports.push(imported)
    if (pushed !== undefined) this.#push(pushed)
  }

  #effect(name: Opcode, argument: Uint8Array): Effect {
    switch (name) {
      case 'GLOBAL':
        return { imported: dotted(argument), pushed: null }
      case 'INST':
        return { imported: dotted(argument), pushed: null, calls: 1 }
      case 'STACK_GLOBAL': {
        const [module, attribute] = this.#pushed.slice(-2)
        return { imported: `${module ?? '?'}.${attribute ?? '?'}`, pushed: null }
      }
      case 'EXTENSION':
        return { imported: '?', pushed: null }
      case 'CALL':
        return { calls: 1, pushed: null }
      case 'TEXT':
        return { pushed: unquoted(textOf(argument)) }
      case 'PUT':
        this.#memo.set(numberOf(argument), this.#pushed.at(-1) ?? null)
        return {}
      case 'MEMOIZE':
        this.#memo.set(this.#memo.size, this.#pushed.at(-1) ?? null)
        return {}
      case 'GET':
        return { pushed: this.#memo.get(numberOf(argument)) ?? null }
      case 'PROTO':
      case 'STOP':
        return {}
      case 'PERSISTENT':
      case 'OTHER':
        return { pushed: null }
    }
  }

  #push(value: string | null): void {
    this.#pushed.push(value)
    if (this.#pushed.length > 64) this.#pushed = this.#pushed.slice(-8)
  }

  /** Moves behind the argument; null where the bytes end before it does. */
  #argument(argument: Argument, from: number): Uint8Array | null {
    const [start, end] = extent(this.#bytes, argument, from)
    if (end > this.#bytes.length) return null
    this.at = end
    return this.#bytes.subarray(start, end)
  }
}

function extent(bytes: Uint8Array, argument: Argument, from: number): readonly [number, number] {
  switch (argument.kind) {
    case 'none':
      return [from, from]
    case 'bytes':
      return [from, from + argument.length]
    case 'lines': {
      let end = from
      for (let line = 0; line < argument.count; line++) {
        const feed = bytes.indexOf(0x0a, end)
        if (feed < 0) return [from, Number.POSITIVE_INFINITY]
        end = feed + 1
      }
      return [from, end]
    }
    case 'counted': {
      const start = from + argument.lengthBytes
      return [start, start + numberIn(bytes.subarray(from, start))]
    }
  }
}

function numberIn(bytes: Uint8Array): number {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0)
}

/** The place in the memo: digits and a line feed in the first protocol, else little endian. */
function numberOf(argument: Uint8Array): number {
  return argument.at(-1) === 0x0a && argument.length > 1 ? Number(textOf(argument)) : numberIn(argument)
}

/** Module and name, each on a line of its own. */
function dotted(lines: Uint8Array): string {
  return textOf(lines).trimEnd().split('\n').join('.')
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

function unquoted(text: string): string {
  return text.replace(/\n$/, '').replace(/^(['"])(.*)\1$/s, '$2')
}

// Bounded, so that no file makes the search slow.
const name = String.raw`[A-Za-z_][\w.]{0,120}`
const written = new RegExp(`c(${name})\\n(${name})\\n`, 'g')
// STACK_GLOBAL after two short texts, each perhaps kept in the memo.
const stacked = new RegExp(`\\x8c[\\x01-\\xff](${name})(?:\\x94|q.)?\\x8c[\\x01-\\xff](${name})(?:\\x94|q.)?\\x93`, 'gs')

const maxSearchedBytes = 256 * 2 ** 20

function namesIn(bytes: Uint8Array): readonly string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, maxSearchedBytes)).toString('latin1')
  return [written, stacked].flatMap((pattern) => [...text.matchAll(pattern)].map(([, module, attribute]) => `${module}.${attribute}`))
}
