// Made by the first text that needs it: that takes longer than the rest of this package takes to load.
let made: Intl.Segmenter | null = null
const invisible = /^[\p{Cc}\p{Cf}\p{Mn}\p{Me}]+$/u
const emoji = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u
// East Asian wide and full-width blocks: CJK, Hangul, kana, full-width forms.
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u

/** Columns that a text takes in a terminal: emoji and East Asian characters two, marks and joiners none. @example displayWidth('✅ 中') // 5 */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let width = 0
  for (const { segment } of segments(text)) width += graphemeWidth(segment)
  return width
}

export function graphemes(text: string): readonly string[] {
  return [...segments(text)].map(({ segment }) => segment)
}

function segments(text: string): Intl.Segments {
  made ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return made.segment(text)
}

function graphemeWidth(grapheme: string): number {
  if (invisible.test(grapheme)) return 0
  return emoji.test(grapheme) || wide.test(grapheme) ? 2 : 1
}
