/** Which rows are judged together: those of one value of each column, numbers by quantile bins. */
export interface CutPlan {
  /** One, or two whose values are crossed. */
  readonly parts: readonly CutPart[]
  /** How reports and findings name it: `origin`, `distance in 4 bins`, `origin × carrier`. */
  readonly name: string
}

export interface CutPart {
  readonly column: string
  /** Bins of about equal numbers of rows; null: each value is one. */
  readonly bins: number | null
}

/** A cut as it is written: a column, a pair of them, or a column in bins. */
export type RawCut = RawPart | readonly RawPart[]
export type RawPart = string | { readonly column: string; readonly bins: number }

/** @example planCut(['origin', { column: 'hour', bins: 4 }]).name // 'origin × hour in 4 bins' */
export function planCut(raw: RawCut): CutPlan {
  const parts = (isPair(raw) ? raw : [raw]).map((part) => (typeof part === 'string' ? { column: part, bins: null } : part))
  return { parts, name: parts.map(({ column, bins }) => (bins === null ? column : `${column} in ${bins} bins`)).join(' × ') }
}

function isPair(raw: RawCut): raw is readonly RawPart[] {
  return Array.isArray(raw)
}
