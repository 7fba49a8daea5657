/** A part that can be folded away, and left out when the comment grows too long. */
export interface Details {
  readonly kind: DetailsKind
  /** One line, ours and escaped. */
  readonly summary: string
  readonly body: string
  /** Unfolded from the beginning: what blocks is in it. */
  readonly open?: boolean
}

export type DetailsKind = 'slices' | 'fairness' | 'runtime' | 'explanation' | 'data' | 'training' | 'policy'

export function renderDetails({ summary, body, open = false }: Details): string {
  return `<details${open ? ' open' : ''}><summary>${summary}</summary>\n\n${body}\n</details>`
}
