/** A column that is searched for weak slices, in few values: per searched row, the place of its value. */
export interface SearchColumn {
  readonly column: string
  readonly codes: Uint8Array
  readonly meaning: Meaning
}

/** What the codes of a column stand for. */
export type Meaning =
  | {
      readonly kind: 'categories'
      /** Null: what no condition can name, such as the rest of many values. */
      readonly values: readonly (string | null)[]
      /** Whether values may be quoted. */
      readonly shown: boolean
    }
  /** The upper edges of all bins but the last; a code beyond the last bin is a missing number. */
  | { readonly kind: 'bins'; readonly edges: readonly number[] }

/** Codes from one to another, both included. */
export interface CodeRange {
  readonly from: number
  readonly to: number
}

/** How many codes a column may have. */
export function codesOf(meaning: Meaning): number {
  return meaning.kind === 'categories' ? meaning.values.length : meaning.edges.length + 2
}

/**
 * What can be asked of a column alone: to have a value, to be missing, to lie in a bin, below it or above it.
 * @example rangesOf({ kind: 'bins', edges: [2] }) // [{ from: 0, to: 0 }, { from: 1, to: 1 }, { from: 2, to: 2 }]
 */
export function rangesOf(meaning: Meaning): readonly CodeRange[] {
  if (meaning.kind === 'categories') return meaning.values.flatMap((value, code) => (value === null ? [] : [{ from: code, to: code }]))
  const last = meaning.edges.length
  const bins = Array.from({ length: last + 1 }, (_, code) => code)
  const single = [...bins, last + 1].map((code) => ({ from: code, to: code }))
  const below = bins.slice(1, -1).map((to) => ({ from: 0, to }))
  const above = bins.slice(1, -1).map((from) => ({ from, to: last }))
  return [...single, ...below, ...above]
}

/**
 * A condition in words.
 * @example conditionText('hour', { kind: 'bins', edges: [6, 17] }, { from: 2, to: 2 }) // 'hour above 17'
 */
export function conditionText(column: string, meaning: Meaning, { from, to }: CodeRange): string {
  const name = excerpt(column)
  if (meaning.kind === 'categories') return meaning.shown ? `${name} = ${excerpt(meaning.values[from] ?? '')}` : `${name} = (a value)`
  const { edges } = meaning
  const last = edges.length
  if (from > last) return `${name} missing`
  if (from === 0) return to === last ? `${name} given` : `${name} at most ${edges[to]}`
  return to === last ? `${name} above ${edges[from - 1]}` : `${name} above ${edges[from - 1]}, at most ${edges[to]}`
}

const longest = 100

function excerpt(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`
}
