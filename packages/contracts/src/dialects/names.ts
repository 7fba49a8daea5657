import type { Check } from '../check.ts'
import type { ContractReader } from '../reading/contract-reader.ts'
import type { YamlPath } from '../reading/yaml-source.ts'

interface Named {
  readonly name: string
}

/** Two things of one name are a problem each time but the first. */
export function refuseRepeats(
  items: readonly Named[],
  { reader, what, path }: { reader: ContractReader; what: string; path: (at: number) => YamlPath },
): void {
  const seen = new Set<string>()
  for (const [at, { name }] of items.entries()) {
    // DuckDB compares column names without regard to case.
    const key = name.toLowerCase()
    if (seen.has(key)) reader.refuse('DUPLICATE_NAME', `the ${what} "${name}" is described twice`, { path: path(at) })
    seen.add(key)
  }
}

/** Two unnamed rules of one kind on one column are told apart by a number. */
export function withUniqueIds(checks: readonly Check[]): readonly Check[] {
  const taken = new Set<string>()
  return checks.map((check) => {
    let id = check.id
    for (let count = 2; taken.has(id); count++) id = `${check.id}.${count}`
    taken.add(id)
    return { ...check, id }
  })
}
