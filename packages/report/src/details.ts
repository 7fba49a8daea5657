/** A part that can be folded away, and left out when the comment grows too long. */
export interface Details {
  readonly kind: DetailsKind
  /** One line, ours and escaped. */
  readonly summary: string
  readonly body: string
}

export type DetailsKind = 'slices' | 'data' | 'training' | 'policy'

export function renderDetails({ summary, body }: Details): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n</details>`
}
