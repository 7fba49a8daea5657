import type { Check, Severity } from '../../check.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { checkId } from '../check-id.ts'
import type { Message } from './messages.ts'

/** The types that a column can have. */
export type FeatureType = 'BYTES' | 'INT' | 'FLOAT'

/** A feature that is checked, with what it may refer to. */
export interface Feature {
  readonly name: string
  readonly type: FeatureType
  readonly message: Message<'Feature'>
  readonly path: YamlPath
  readonly domains: ReadonlyMap<string, readonly string[]>
  readonly reader: ContractReader
}

/** What every check of a feature has: `field` is the part of it that asks. */
export function headOf(
  { name, path, reader }: Feature,
  what: string,
  field: string,
): { id: string; severity: Severity; line: number; column: string } {
  return { id: checkId(name, what), severity: 'error', line: reader.line([...path, field, 0]), column: name }
}

export type Checks = readonly Check[]
