const wordJoiner = '\u2060'
// Controls, line and paragraph separators, and the marks that reorder or hide text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const unprintable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * Makes foreign text plain text in one line of GitHub's Markdown, table cells included: no markup, link, image, HTML or comment,
 * and nothing that GitHub turns into a mention, a reference, an address, an emoji or a formula. What would be recognised in the
 * rendered text, where escapes no longer help, is parted by an invisible word joiner. Line breaks become spaces.
 * @example escapeMarkdown('a|b @acme') // 'a\\|b @\u2060acme'
 */
export function escapeMarkdown(text: string): string {
  const marked = oneLine(text)
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
  return partReferences(marked)
    .replace(/\$/g, '<span>$</span>')
    .replace(/^([#+=:-])/, '\\$1')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
}

/**
 * Foreign text as code. Plain text gets backticks; where they could be broken out of, in a table or in prose, every character
 * but letters, digits and spaces is written as an entity inside `<code>`.
 * @example codeSpan('log_loss') // '`log_loss`'
 * @example codeSpan('a|b') // '<code>a&#124;b</code>'
 */
export function codeSpan(text: string): string {
  const line = oneLine(text)
  if (/^[\w.,:;/@#=+()%*!?'"~^-][\w .,:;/@#=+()%*!?'"~^-]*$/.test(line) && !line.endsWith(' ')) return `\`${line}\``
  const encoded = line.replace(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`)
  return `<code>${encoded || '&#32;'}</code>`
}

/** The beginning of a text, marked as cut where it was. Cuts between characters. @example excerpt('abcdef', 4) // 'abc…' */
export function excerpt(text: string, maxCharacters: number): string {
  const characters = [...text]
  return characters.length <= maxCharacters ? text : `${characters.slice(0, maxCharacters - 1).join('')}…`
}

/** A link with our own label, or the label alone where the address is no plain https or http address. */
export function link(label: string, url: string | null): string {
  return url !== null && /^https?:\/\/[\w.:[\]-]+(\/[\w./%~?=&#@!:,+-]*)?$/.test(url) ? `[${label}](${url.replace(/&/g, '&amp;')})` : label
}

export function oneLine(text: string): string {
  return text
    .replace(/[\r\n\t\u2028\u2029\u0085]+/g, ' ')
    .replace(unprintable, '\ufffd')
    .trim()
}

function partReferences(text: string): string {
  return text
    .replace(/@/g, `@${wordJoiner}`)
    .replace(/#(?=\w)/g, `#${wordJoiner}`)
    .replace(/\bGH-(?=\d)/gi, (match) => match + wordJoiner)
    .replace(/:(?=\/\/|[\w+-]+:)/g, `:${wordJoiner}`)
    .replace(/\b(www|mailto|xmpp)([.:])/gi, `$1${wordJoiner}$2`)
}
