import type { CheckKind } from '../check.ts'
import type { OwnKind } from './own-kind.ts'
import { presenceKinds } from './presence-kinds.ts'
import { rowKinds } from './row-kinds.ts'
import { statisticKinds } from './statistic-kinds.ts'
import { tableKinds } from './table-kinds.ts'
import { valueKinds } from './value-kinds.ts'

/** Every kind of check in our own words. */
export const ownKinds: { readonly [kind in CheckKind]: OwnKind } = { ...tableKinds, ...presenceKinds, ...valueKinds, ...statisticKinds, ...rowKinds }
