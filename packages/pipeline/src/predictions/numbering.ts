import type { Codes } from '@seaworthy/metrics'
import type { CodedTexts } from './prediction-table.ts'

/** The codes of a column in the numbering of a vocabulary; -1 for a value that is not in it stays in `unknown`, as the first such row. */
export function renumbered({ codes, values }: CodedTexts, places: readonly number[]): { readonly codes: Codes; readonly unknown: number } {
  const most = places.reduce((largest, place) => Math.max(largest, place), 0)
  const into = most < 256 ? new Uint8Array(codes.length) : most < 65_536 ? new Uint16Array(codes.length) : new Int32Array(codes.length)
  const strange = values.map((_, code) => (places[code] as number) < 0)
  let unknown = -1
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number
    if (strange[code] && unknown < 0) unknown = row
    into[row] = places[code] as number
  }
  return { codes: into, unknown }
}

/** The place of each name; -1 for those that a vocabulary lacks. */
export function placesOf(names: readonly string[], vocabulary: readonly string[]): readonly number[] {
  const places = new Map(vocabulary.map((name, place) => [name, place]))
  return names.map((name) => places.get(name) ?? -1)
}
