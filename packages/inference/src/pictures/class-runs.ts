/** Stretches of pixels of one class, line by line from the top: what most masks are made of. */
export interface ClassRuns {
  readonly category: Uint8Array
  readonly length: Uint32Array
}

/** @example classRuns(Uint8Array.of(7, 7, 0)) // { category: [7, 0], length: [2, 1] } */
export function classRuns(classes: Uint8Array): ClassRuns {
  let count = 0
  for (let at = 0; at < classes.length; at++) if (at === 0 || classes[at] !== classes[at - 1]) count++
  const category = new Uint8Array(count)
  const length = new Uint32Array(count)
  let run = -1
  for (let at = 0; at < classes.length; at++) {
    if (at === 0 || classes[at] !== classes[at - 1]) category[++run] = classes[at] as number
    length[run] = (length[run] as number) + 1
  }
  return { category, length }
}
