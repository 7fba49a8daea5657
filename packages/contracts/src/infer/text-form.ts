interface Run {
  /** The class of its characters, or a character that stands for itself. */
  readonly kind: string
  readonly text: string
}
interface Part {
  readonly kind: string
  readonly least: number
  readonly most: number
  /** Where the run is the same in every text; null where it differs. */
  readonly text: string | null
}

const classes: readonly (readonly [RegExp, string])[] = [
  [/[A-Z]/, '[A-Z]'],
  [/[a-z]/, '[a-z]'],
  [/[0-9]/, '[0-9]'],
]
const maxRuns = 8
const maxText = 40

/**
 * The fixed form of some texts as an ECMA-262 pattern: runs of capitals, small letters and digits, and characters between them, the
 * same runs in every text. Null where the texts differ in form, are too long, too few, or show no more than one run of any length.
 * @example textForm(['SKU-01', 'SKU-23', 'SKU-45']) // '^SKU-[0-9]{2}$'
 */
export function textForm(texts: readonly string[]): string | null {
  let parts: readonly Part[] | null = null
  for (const text of texts) {
    const runs = runsOf(text)
    if (runs === null) return null
    parts = parts === null ? runs.map(partOf) : merged(parts, runs)
    if (parts === null) return null
  }
  if (parts === null || parts.length === 0 || texts.length < 2) return null
  // One run of letters or digits of any length says next to nothing.
  if (parts.length === 1 && parts.some(({ least, most, text }) => least !== most || text !== null)) return null
  return `^${parts.map(partPattern).join('')}$`
}

function runsOf(text: string): readonly Run[] | null {
  if (text === '' || text.length > maxText) return null
  const runs: { kind: string; text: string }[] = []
  for (const character of text) {
    const kind = classes.find(([of]) => of.test(character))?.[1] ?? character
    if (character < ' ' || character > '~') return null
    const last = runs.at(-1)
    if (last?.kind === kind) last.text += character
    else runs.push({ kind, text: character })
  }
  return runs.length > maxRuns ? null : runs
}

function partOf({ kind, text }: Run): Part {
  return { kind, text, least: text.length, most: text.length }
}

function merged(parts: readonly Part[], runs: readonly Run[]): readonly Part[] | null {
  if (parts.length !== runs.length || parts.some(({ kind }, at) => kind !== runs[at]?.kind)) return null
  return parts.map((part, at) => {
    const text = runs[at]?.text ?? ''
    return {
      kind: part.kind,
      text: part.text === text ? text : null,
      least: Math.min(part.least, text.length),
      most: Math.max(part.most, text.length),
    }
  })
}

// Digits that were the same so far need not stay so.
function partPattern({ kind, text, least, most }: Part): string {
  if (text !== null && kind !== '[0-9]') return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const one = kind.length === 1 ? kind.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : kind
  return least === most ? (least === 1 ? one : `${one}{${least}}`) : `${one}{${least},${most}}`
}
