import { type Check, judged } from './check.ts'
import { readFiles, type SourceFile } from './source-files.ts'

export const maxLines = 400
/** A test file tells one story in order, which is not to be split. */
export const maxTestLines = 450
const patterns = [
  'packages/*/src/**/*.ts',
  'packages/*/src/*.ts',
  'scripts/**/*.ts',
  'scripts/**/*.mjs',
  'scripts/*.ts',
  'scripts/*.mjs',
  'test/**/*.ts',
  'bench/**/*.ts',
]

/** The length of functions is Biome's to check. */
export const fileLength: Check = {
  name: `no source file over ${maxLines} lines`,
  run: (root) => judged(longFiles(readFiles(root, patterns))),
}

export function longFiles(files: readonly SourceFile[]): readonly string[] {
  return files
    .map(({ name, text }) => ({ name, lines: text.trimEnd().split('\n').length }))
    .filter(({ name, lines }) => lines > (/\.test\.ts$/.test(name) ? maxTestLines : maxLines))
    .map(({ name, lines }) => `${name} has ${lines} lines: split it by its nouns`)
}
