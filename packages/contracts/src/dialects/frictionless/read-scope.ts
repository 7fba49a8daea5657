import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'

/** A place in a descriptor, and who is told of what is wrong there. */
export interface ReadScope {
  readonly path: YamlPath
  readonly reader: ContractReader
}

/** The scope of something within. */
export function within({ path, reader }: ReadScope, ...steps: YamlPath): ReadScope {
  return { path: [...path, ...steps], reader }
}
