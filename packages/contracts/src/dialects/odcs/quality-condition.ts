import { type Condition, operatorKeys, operators } from '../../condition.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import type { Quality } from './quality-schema.ts'

/**
 * What must hold, one condition for each operator: the standard's text allows several where its JSON Schema does not. Both ends
 * belong to `mustBeBetween`, as its sign (an element of [0, 100]) says.
 */
export function qualityConditions(
  quality: Quality,
  { path, reader }: { readonly path: YamlPath; readonly reader: ContractReader },
): readonly Condition[] {
  const unit = quality.unit ?? 'rows'
  return operatorKeys.flatMap((key): readonly Condition[] => {
    const written = quality[key]
    if (written === undefined) return []
    if (key === 'mustBeBetween' || key === 'mustNotBeBetween') {
      const [low, high] = Array.isArray(written) ? written : [0, 0]
      if (low > high) reader.refuse('INVALID_VALUE', `${key} starts above its end`, { path: [...path, key], hint: 'the smaller number comes first' })
      return [{ operator: operators[key], low, high, unit }]
    }
    return [{ operator: operators[key], value: Number(written), unit }]
  })
}
