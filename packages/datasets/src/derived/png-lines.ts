/** A pass over an image: each pixel where it is not interlaced, seven grids that make it up where it is. */
export interface PngPass {
  /** Of each line. */
  readonly pixels: number
  readonly lines: number
  /** Where it begins, and how far its pixels are apart. */
  readonly x: number
  readonly y: number
  readonly across: number
  readonly down: number
}

// Adam7.
const grids = [
  { x: 0, y: 0, across: 8, down: 8 },
  { x: 4, y: 0, across: 8, down: 8 },
  { x: 0, y: 4, across: 4, down: 8 },
  { x: 2, y: 0, across: 4, down: 4 },
  { x: 0, y: 2, across: 2, down: 4 },
  { x: 1, y: 0, across: 2, down: 2 },
  { x: 0, y: 1, across: 1, down: 2 },
] as const

/** Passes without pixels are left out: the file has none of their lines. */
export function pngPasses({
  width,
  height,
  interlaced,
}: {
  readonly width: number
  readonly height: number
  readonly interlaced: boolean
}): readonly PngPass[] {
  if (!interlaced) return [{ pixels: width, lines: height, x: 0, y: 0, across: 1, down: 1 }]
  return grids
    .map((grid) => ({ ...grid, pixels: Math.ceil((width - grid.x) / grid.across), lines: Math.ceil((height - grid.y) / grid.down) }))
    .filter(({ pixels, lines }) => pixels > 0 && lines > 0)
}

export interface FilteredLine {
  readonly filter: number
  /** Turned into plain samples in place. */
  readonly line: Uint8Array
  /** The plain line above; zeros for the first of a pass. */
  readonly above: Uint8Array
  /** From a byte to the one of the same sample of the pixel before; at least 1. */
  readonly step: number
}

/** Takes back what a filter did to a line; false of an unknown filter. Bytes wrap around, as those of a Uint8Array do. */
export function unfilter({ filter, line, above, step }: FilteredLine): boolean {
  switch (filter) {
    case 0:
      return true
    case 1:
      for (let at = step; at < line.length; at++) line[at] = byte(line, at) + byte(line, at - step)
      return true
    case 2:
      for (let at = 0; at < line.length; at++) line[at] = byte(line, at) + byte(above, at)
      return true
    case 3:
      for (let at = 0; at < line.length; at++) line[at] = byte(line, at) + ((byte(line, at - step) + byte(above, at)) >> 1)
      return true
    case 4:
      for (let at = 0; at < line.length; at++) line[at] = byte(line, at) + paeth(byte(line, at - step), byte(above, at), byte(above, at - step))
      return true
    default:
      return false
  }
}

function byte(line: Uint8Array, at: number): number {
  return at < 0 ? 0 : (line[at] ?? 0)
}

// The neighbour that is nearest to left + up - corner; ties in this order.
function paeth(left: number, up: number, corner: number): number {
  const fromLeft = Math.abs(up - corner)
  const fromUp = Math.abs(left - corner)
  const fromCorner = Math.abs(left + up - 2 * corner)
  if (fromLeft <= fromUp && fromLeft <= fromCorner) return left
  return fromUp <= fromCorner ? up : corner
}
