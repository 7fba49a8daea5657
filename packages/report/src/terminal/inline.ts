import type { Span, Style } from './styled-text.ts'

// What our own Markdown uses inside a line: code, bold, emphasis, links, escapes, entities, and a few tags.
const token =
  /\\([\\`*_[\]|~#+=:.()-])|`([^`]+)`|<code>(.*?)<\/code>|\*\*|_(?=\S)|(?<=\S)_|\[((?:\\.|[^\]\\])*)\]\(([^)\s]*)\)|<[^>]*>|&(?:#(\d+)|(amp|lt|gt|quot));/g
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** One line of our Markdown as styled text: no markup, tag, entity or invisible joiner is left. A link shows its label. */
export function inline(markdown: string, base: Style | null = null): readonly Span[] {
  const spans: Span[] = []
  let bold = false
  let at = 0
  const push = (text: string, style: Style | null) => {
    const visible = text.replace(/\u2060/g, '')
    if (visible !== '') spans.push({ text: visible, style })
  }
  const style = () => (bold ? 'bold' : base)
  for (const match of markdown.matchAll(token)) {
    push(markdown.slice(at, match.index), style())
    at = match.index + match[0].length
    const [whole, escaped, code, html, label, , codePoint, name] = match
    if (escaped !== undefined) push(escaped, style())
    else if (code !== undefined) push(code, 'code')
    else if (html !== undefined) push(decoded(html), 'code')
    else if (whole === '**') bold = !bold
    else if (label !== undefined) spans.push(...inline(label, style()))
    else if (codePoint !== undefined) push(character(codePoint), style())
    else if (name !== undefined) push(named[name] ?? '', style())
  }
  push(markdown.slice(at), style())
  return spans
}

function decoded(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, codePoint: string) => character(codePoint))
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => named[name] ?? '')
}

// A terminal must never receive a control character from a record.
function character(codePoint: string): string {
  const code = Number(codePoint)
  return code >= 32 && code <= 0x10ffff && !(code >= 127 && code < 160) && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : '\ufffd'
}
