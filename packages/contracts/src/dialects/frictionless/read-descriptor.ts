import type { ContractObject } from '../../contract.ts'
import type { ContractProblem } from '../../errors.ts'
import { contractReader } from '../../reading/contract-reader.ts'
import { yamlSource } from '../../reading/yaml-source.ts'
import { frictionless } from './frictionless.ts'

export interface DescriptorRead {
  readonly objects: readonly ContractObject[]
  readonly problems: readonly ContractProblem[]
}

/** A descriptor, as text or as data, read by this dialect alone. For tests. */
export function readDescriptor(descriptor: unknown, path = 'contracts/flights.schema.json'): DescriptorRead {
  const text = typeof descriptor === 'string' ? descriptor : JSON.stringify(descriptor)
  const yaml = yamlSource(text)
  if ('problems' in yaml) throw new Error(JSON.stringify(yaml.problems))
  const content = { text, path, value: yaml.source.value }
  if (!frictionless.claims(content)) throw new Error('it is not claimed')
  const reader = contractReader(yaml.source)
  const objects = frictionless.read(content, reader)
  return { objects, problems: reader.problems.toSorted((one, other) => one.line - other.line || one.column - other.column) }
}
