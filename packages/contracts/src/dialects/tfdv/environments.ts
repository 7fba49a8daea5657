import { type ContractReader, suggestion } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import type { Message } from './messages.ts'

/** Whether a feature is expected in an environment; without one (null), every feature is (IsFeatureInEnvironment in TFDV's schema.cc). */
export function isExpected(feature: Message<'Feature'>, environment: string | null): boolean {
  if (environment === null || feature.in_environment?.includes(environment)) return true
  // Only environments of the schema are asked for, and a feature is in each of these by default.
  return feature.not_in_environment?.includes(environment) !== true
}

interface Asked {
  readonly environments: readonly string[]
  readonly path: YamlPath
  readonly reader: ContractReader
}

/** TFDV validates against environments of `default_environment` alone: a name that is not among them is a slip that nobody would notice. */
export function refuseUnknownEnvironments(feature: Message<'Feature'>, { environments, path, reader }: Asked): void {
  for (const field of ['in_environment', 'not_in_environment'] as const) {
    for (const [at, name] of feature[field]?.entries() ?? []) {
      if (environments.includes(name)) continue
      const hint = environments.length === 0 ? 'add it as a default_environment' : suggestion(name, environments)
      reader.refuse('INVALID_VALUE', `no default_environment is called "${name}"`, { path: [...path, field, at], hint })
    }
  }
  const both = feature.in_environment?.findIndex((name) => feature.not_in_environment?.includes(name)) ?? -1
  if (both >= 0) reader.refuse('INVALID_VALUE', 'a feature is in an environment or not, and not both', { path: [...path, 'in_environment', both] })
}
