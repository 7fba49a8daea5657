import type { Results, ResultsFormat } from './results.ts'
import type { Source } from './source.ts'

/** How one tool's results are told and read. */
export interface ResultsReader {
  readonly format: ResultsFormat
  /** The files by which it is told, or none: by what is in them, not by their names alone. */
  claims(source: Source): Promise<readonly string[]>
  /** @throws {ResultsError} `RESULTS_BROKEN`, `RESULT_NOT_FINITE`, `RESULT_TWICE`. */
  read(source: Source, files: readonly string[]): Promise<Results>
}

/** The files of those given whose content passes a test. */
export async function filesWhere(files: readonly string[], test: (file: string) => Promise<boolean>): Promise<readonly string[]> {
  const found: string[] = []
  for (const file of files) if (await test(file)) found.push(file)
  return found
}
