import type { ContractObject, Dialect } from '../contract.ts'
import type { ContractReader } from '../reading/contract-reader.ts'
import type { YamlSourceRead } from '../reading/yaml-source.ts'

/** One format of contracts: how it is told by its content, and how it is read. Every reader carries its dialect's own meaning. */
export interface DialectReader {
  readonly dialect: Dialect
  /** In words, for a reader who has a file of none of them. */
  readonly description: string
  /** Whether data may lack a column that the contract describes and does not ask for. */
  readonly optionalColumns: boolean
  /** Whether a text is meant to be in this format. `value` is the text as YAML or JSON, undefined where it is neither. */
  claims(content: ContractContent): boolean
  /** For formats that are neither YAML nor JSON: the text as plain data with its places. */
  parse?(text: string): YamlSourceRead
  /** The objects; everything that is wrong goes to the reader. */
  read(content: ContractContent, reader: ContractReader): readonly ContractObject[]
}

export interface ContractContent {
  readonly text: string
  readonly path: string
  readonly value: unknown
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
