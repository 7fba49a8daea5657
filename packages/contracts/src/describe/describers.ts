import type { CheckKind, CheckOf } from '../check.ts'

/** In words, what must hold, for some kinds of checks. */
export type Describers<K extends CheckKind> = { readonly [Kind in K]: (check: CheckOf<Kind>) => string }
