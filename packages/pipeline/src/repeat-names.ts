/** The role of a further model of one recipe, among what a training produced. */
export const repeatRole = 'repeat'

/** Where the second and later repeats of a training write, below the first one's output. @example repeatFolder(2) // 'repeat-2' */
export function repeatFolder(number: number): string {
  return `repeat-${number}`
}
