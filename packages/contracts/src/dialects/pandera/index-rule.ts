import type { ContractReader } from '../../reading/contract-reader.ts'
import { isMap } from '../dialect.ts'
import { panderaRefused } from './names.ts'

/** What an index says that the numbers of rows do by themselves. */
const harmless: Readonly<Record<string, readonly unknown[]>> = {
  title: [null],
  description: [null],
  name: [null],
  dtype: [null, 'int64', 'int'],
  nullable: [false, true, null],
  checks: [null],
  unique: [false, true, null],
  coerce: [false, true, null],
  required: [true, null],
  regex: [false, null],
  default: [null],
  report_duplicates: ['all', 'exclude_first', 'exclude_last', null],
  drop_invalid_rows: [false, null],
}

/** Refuses an index, which no file has; but not the plain one that pandas numbers rows with. */
export function refuseIndex(schema: Readonly<Record<string, unknown>>, reader: ContractReader): void {
  for (const key of ['index', 'multiindex'])
    if ((schema[key] ?? null) !== null && !(key === 'index' && isPlain(schema[key])))
      reader.refuse('UNSUPPORTED_CHECK', `"${key}" cannot be checked`, { path: [], key, hint: panderaRefused[key] ?? null })
}

function isPlain(index: unknown): boolean {
  const [only] = Array.isArray(index) ? index : [undefined]
  if (!Array.isArray(index) || index.length !== 1 || !isMap(only)) return false
  return Object.entries(only).every(([key, value]) => Object.hasOwn(harmless, key) && harmless[key]?.includes(value) === true)
}
