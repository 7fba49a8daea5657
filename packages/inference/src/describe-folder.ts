import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ModelDescription } from './describe-model.ts'
import { unpackFolder } from './folder/unpack-folder.ts'

/** Files that stand beside weights and that nothing runs: settings, vocabularies, words for people. */
const words = /\.(json|txt|md|jinja|model|tiktoken)$/i
const weights: ReadonlySet<string> = new Set(['onnx', 'safetensors', 'gguf', 'xgboost'])

interface DescribedFile {
  readonly name: string
  readonly description: ModelDescription
}

/**
 * What a folder is, written as one file or not: as its weights are, where it holds nothing else but words; else a `folder`. Its
 * parameters are those of its ONNX file, else of all its weights.
 */
export async function describeFolder(file: string, describe: (file: string) => Promise<ModelDescription>): Promise<ModelDescription> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'described-'))
  try {
    const isFolder = (await stat(file)).isDirectory()
    const folder = isFolder ? file : path.join(scratch, 'folder')
    if (!isFolder) await unpackFolder(file, folder)
    const files = await describedFiles(folder, describe)
    return { ...summary(files), bytes: files.reduce((sum, { description }) => sum + description.bytes, 0) }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function describedFiles(folder: string, describe: (file: string) => Promise<ModelDescription>): Promise<readonly DescribedFile[]> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const names = entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')).toSorted()
  const described: DescribedFile[] = []
  for (const name of names) {
    const description = await describe(path.join(folder, name)).catch(() => unreadable)
    described.push({ name, description })
  }
  const external = new Set(
    described.flatMap(({ name, description }) => description.external.map((location) => path.posix.join(path.posix.dirname(name), location))),
  )
  return described.filter(({ name }) => !external.has(name))
}

const unreadable: ModelDescription = {
  ...{ format: 'unknown', title: 'a file of unknown format', bytes: 0 },
  ...{ parameters: null, opsets: {}, operators: {}, external: [], pickle: null },
}

function summary(files: readonly DescribedFile[]): ModelDescription {
  const others = files.filter(({ name, description }) => !weights.has(description.format) && !(words.test(name) && description.pickle === null))
  const heavy = files.filter(({ description }) => weights.has(description.format))
  const graphs = heavy.filter(({ description }) => description.format === 'onnx')
  const main = graphs.find(({ name }) => name === 'model.onnx') ?? (graphs.length === 1 ? graphs[0] : undefined)
  const first = main ?? heavy[0]
  const counted = main ? [main] : heavy
  const numbers = counted.flatMap(({ description }) => description.parameters ?? [])
  return {
    ...(first?.description ?? unreadable),
    format: others.length === 0 && first ? first.description.format : 'folder',
    title: `a folder with ${first ? first.description.title : 'no weights that are known here'}`,
    parameters: numbers.length > 0 && numbers.length === counted.length ? numbers.reduce((sum, one) => sum + one, 0) : null,
    pickle: files.find(({ description }) => description.pickle !== null)?.description.pickle ?? null,
  }
}
