import { readFile } from 'node:fs/promises'
import { TrainingError } from './errors.ts'
import { declaredOutput } from './outputs.ts'

/**
 * Reads files that a command wrote beside its output: `name` is a path from the output folder.
 * @returns null where there is none
 * @throws {TrainingError} `OUTPUT_UNSAFE` for what lies elsewhere, a link that leads there too, and `OUTPUT_EMPTY`
 */
export function outputBeside(root: string): (name: string) => Promise<Uint8Array | null> {
  return async (name) => {
    try {
      return await readFile((await declaredOutput(root, 'predictions', name)).path)
    } catch (error) {
      if (error instanceof TrainingError && error.code === 'OUTPUT_MISSING') return null
      throw error
    }
  }
}
