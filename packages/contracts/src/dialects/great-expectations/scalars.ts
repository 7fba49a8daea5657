import { z } from 'zod'
import type { Scalar } from '../../check.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'

export const scalarList = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))

/**
 * The values of a set, each once. A missing value is in no set and left out: rows without one are not looked at. Whole numbers
 * beyond 2^53 have lost digits on their way here and are refused.
 */
export function readSet(
  values: readonly (Scalar | null)[],
  { path, reader }: { readonly path: YamlPath; readonly reader: ContractReader },
): readonly Scalar[] {
  for (const [at, value] of values.entries()) refuseInexact(value, { path: [...path, at], reader })
  return [...new Set(values.filter((value) => value !== null))]
}

export function refuseInexact(value: unknown, { path, reader }: { readonly path: YamlPath; readonly reader: ContractReader }): void {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    reader.refuse('INVALID_VALUE', `${value} is beyond 2^53 and not exact`, { path, hint: 'say it with unexpected_rows_expectation' })
}
