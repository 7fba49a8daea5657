// Controls but line breaks, marks that reorder or hide text, halves of characters: shown as what they are not allowed to do.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu

/** Foreign text for HTML and SVG, in elements and in quoted attributes, on one line. */
export function escapeText(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(unprintable, '\uFFFD')
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** The same, cut where it is very long. */
export function cutText(text: string, maxCharacters: number): string {
  const characters = [...text]
  return escapeText(characters.length <= maxCharacters ? text : `${characters.slice(0, maxCharacters - 1).join('')}…`)
}
