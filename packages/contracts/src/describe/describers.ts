import type { CheckKind, CheckOf } from '../check.ts'

/** In words, what must hold, for every kind of check. */
export type AllDescribers = { readonly [Kind in CheckKind]: (check: CheckOf<Kind>) => string }
/** For some kinds; that none is missing from all of them together is asked where they are put together. */
export type Describers = Partial<AllDescribers>
