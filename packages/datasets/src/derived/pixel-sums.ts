/** In the order of {@link PixelSums.measures}. */
export const pixelMeasures = ['brightness', 'contrast', 'red', 'green', 'blue'] as const

/**
 * Adds up the pixels of an image, in any order. Luma is that of Rec. 601, 0.299 R + 0.587 G + 0.114 B, of the stored values:
 * neither gamma nor a colour profile nor transparency is taken into account. Grey counts as three equal channels.
 */
export class PixelSums {
  readonly #max: number
  #pixels = 0
  #red = 0
  #green = 0
  #blue = 0
  // Of the luma less that of the first pixel, times 1,000: whole numbers, so that an even picture has a contrast of exactly 0.
  #first = 0
  #luma = 0
  #squares = 0

  /** @param max what a channel has at most, such as 255. */
  constructor(max: number) {
    this.#max = max
  }

  add(red: number, green: number, blue: number): void {
    const luma = 299 * red + 587 * green + 114 * blue
    if (this.#pixels === 0) this.#first = luma
    const away = luma - this.#first
    this.#pixels++
    this.#red += red
    this.#green += green
    this.#blue += blue
    this.#luma += away
    this.#squares += away * away
  }

  /**
   * The mean of the luma, its standard deviation (over n), and the mean of each channel, all on 0..1; null of no pixels.
   * @example black and white, a pixel each: [0.5, 0.5, 0.5, 0.5, 0.5]
   */
  measures(): readonly number[] | null {
    if (this.#pixels === 0) return null
    const whole = this.#pixels * this.#max
    const mean = this.#luma / this.#pixels
    const variance = Math.max(0, this.#squares / this.#pixels - mean * mean)
    const scale = 1000 * this.#max
    return [(this.#first + mean) / scale, Math.sqrt(variance) / scale, this.#red / whole, this.#green / whole, this.#blue / whole]
  }
}
