const wordJoiner = '\u2060'
// Controls, line and paragraph separators, marks that reorder or hide text, and halves of characters.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu

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

// No backtick, pipe, backslash or angle bracket; a dollar sign only inside, where it cannot open a formula with the backtick.
const harmlessInCode = /^(?![ $])[\p{L}\p{N} .,:;/@#=+()[\]{}%*!?'"~^_$&–−→…-]*(?<![ $])$/u

/**
 * Foreign text as code. Plain text gets backticks; where they could be broken out of, in a table or in prose, every character
 * but letters, digits and spaces is written as an entity inside `<code>`.
 * @example codeSpan('log_loss') // '`log_loss`'
 * @example codeSpan('a|b') // '<code>a&#124;b</code>'
 */
export function codeSpan(text: string): string {
  const line = oneLine(text)
  if (harmlessInCode.test(line)) return line === '' ? '_empty_' : `\`${line}\``
  return codeHtml(line)
}

/**
 * As code by entities, also where Markdown is not read: inside `<summary>`. GitHub's parser looks for e-mail addresses in the
 * text that entities stand for, so an at sign is parted from what follows.
 */
export function codeHtml(text: string): string {
  const encoded = oneLine(text).replace(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};${character === '@' ? wordJoiner : ''}`)
  return `<code>${encoded}</code>`
}

/** Foreign text where Markdown is not read. */
export function escapeHtml(text: string): string {
  return partReferences(oneLine(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`))
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
    .replace(/(?<!&)#(?=\w)/g, `#${wordJoiner}`)
    .replace(/GH-(?=\d)/gi, (match) => match + wordJoiner)
    .replace(/:(?=\/\/|[\w+-]+:)/g, `:${wordJoiner}`)
    .replace(/(www|mailto|xmpp)([.:])/gi, `$1${wordJoiner}$2`)
}

/** Foreign text of several lines as a code block, with a fence that it cannot close. */
export function fencedText(text: string): string {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029\u0085]/).map((line) => line.replace(/\t/g, '  ').replace(unprintable, '\ufffd').trimEnd())
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${lines.join('\n')}\n${fence}`
}
