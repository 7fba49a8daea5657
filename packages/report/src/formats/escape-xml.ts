// What XML 1.0 cannot hold at all, not even as an entity: most controls, halves of characters, two non-characters.
const impossible = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
// Marks that reorder or hide text.
const hidden = /[\p{Cf}\u2028\u2029]/gu

/** Foreign text for XML, in elements and in attributes; what XML cannot hold becomes U+FFFD, line breaks stay as entities. */
export function escapeXml(text: string): string {
  return text
    .replace(impossible, '\uFFFD')
    .replace(hidden, '\uFFFD')
    .replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
