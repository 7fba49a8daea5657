type Files = Readonly<Record<string, string>>

interface Variants {
  base(): Files
  better(): Files
  worse(): Files
  originLost(): Files
  sameModel(): Files
  newMonth(): Files
}

/** The small repository that needs no Python, and the changes that are made to it. */
export const tiny = (await import(new URL('../../fixtures/tiny/variants.mjs', import.meta.url).href)) as Variants
