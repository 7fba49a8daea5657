import type { Bound, Check } from '../../check.ts'
import { allRows } from '../../condition.ts'
import type { LogicalType } from '../../logical-type.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import { checkId } from '../check-id.ts'
import { boundValue, zonedBound } from './range-bounds.ts'

type BoundKey = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'
type BoundOptions = { readonly [K in BoundKey]?: number | string | boolean | undefined }

export interface RangeScope {
  readonly column: string
  readonly type: LogicalType
  /** Of the options. */
  readonly path: YamlPath
  readonly reader: ContractReader
  /** In v3.0 `exclusiveMinimum: true` made `minimum` exclusive. */
  readonly version: '3.0' | '3.1'
  /** Of a timestamp: its bounds are moments, which need an offset unless the default zone is UTC. */
  readonly zone: 'none' | 'utc' | 'offset_needed'
}

/** The two ends that options of a number, date or time give; null where there is none. */
export function readBounds(options: BoundOptions, scope: RangeScope): readonly [Bound | null, Bound | null] {
  const minimum = readBound(options, scope, ['minimum', 'exclusiveMinimum'])
  const maximum = readBound(options, scope, ['maximum', 'exclusiveMaximum'])
  if (minimum && maximum && minimum.value > maximum.value)
    scope.reader.refuse('INVALID_VALUE', 'the minimum exceeds the maximum', { path: scope.path })
  return [minimum, maximum]
}

export function rangeCheck(options: BoundOptions, scope: RangeScope): readonly Check[] {
  const { column, path, reader, type } = scope
  const [minimum, maximum] = readBounds(options, scope)
  if (!minimum && !maximum) return []
  const first = Object.keys(options).find((key) => /imum$/.test(key))
  const line = reader.line(first === undefined ? path : [...path, first])
  return [{ kind: 'range', id: checkId(column, 'range'), severity: 'error', line, column, type, minimum, maximum, ...allRows }]
}

function readBound(options: BoundOptions, scope: RangeScope, [inclusive, exclusive]: readonly [BoundKey, BoundKey]): Bound | null {
  const { path, reader, version } = scope
  const flag = options[exclusive]
  if (typeof flag === 'boolean') {
    if (version === '3.1')
      reader.refuse('INVALID_VALUE', `"${exclusive}" is the end itself since v3.1`, { path: [...path, exclusive], hint: `write ${exclusive}: 5` })
    else if (options[inclusive] === undefined) reader.refuse('MISSING_KEY', `"${exclusive}: ${flag}" needs "${inclusive}"`, { path, key: exclusive })
    return boundAt(inclusive, options[inclusive], { ...scope, isExclusive: flag })
  }
  if (flag === undefined) return boundAt(inclusive, options[inclusive], { ...scope, isExclusive: false })
  if (options[inclusive] !== undefined) reader.refuse('INVALID_VALUE', `${inclusive} and ${exclusive} exclude each other`, { path, key: exclusive })
  return boundAt(exclusive, flag, { ...scope, isExclusive: true })
}

function boundAt(
  key: BoundKey,
  written: number | string | boolean | undefined,
  { path, reader, type, zone, isExclusive }: RangeScope & { readonly isExclusive: boolean },
): Bound | null {
  if (written === undefined || typeof written === 'boolean') return null
  const value =
    (typeof written === 'string' && zone !== 'none' ? zonedBound(written) : null) ?? (zone === 'offset_needed' ? null : boundValue(type, written))
  if (value !== null) return { value, exclusive: isExclusive }
  const hint = zone === 'none' ? boundHints[type] : 'write it with its offset: 2001-12-31T23:59:59+01:00'
  reader.refuse('INVALID_VALUE', `${key}: ${JSON.stringify(written)} is no ${type}`, { path: [...path, key], hint: hint ?? null })
  return null
}

const boundHints: { readonly [T in LogicalType]?: string } = {
  date: 'write it as 2001-12-31',
  timestamp: 'write it as 2001-12-31 or 2001-12-31T23:59:59, without a zone (or say timezone: true)',
  time: 'write it as 23:59:59',
  integer: 'numbers beyond 2^53 are not exact',
}
