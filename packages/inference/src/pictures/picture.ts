/** An image as its pixels. */
export interface Picture {
  readonly width: number
  readonly height: number
  /** Red, green, blue of each pixel, 0 to 255, line by line from the top. */
  readonly rgb: Uint8Array
}
