import { describe, expect, it } from 'vitest'
import { regressionPlot } from './regression-plot.ts'

const plotOf = (label: readonly number[], prediction: readonly number[], fewestRows: number) =>
  regressionPlot({ label: Float64Array.from(label), prediction: Float64Array.from(prediction) }, fewestRows)

describe('the plot of a regression', () => {
  it('tells by what was predicted how large the labels are and how they deviate, and the mean residual of each part', () => {
    expect(plotOf([5, 1, 3, 5, 10, 30], [2, 1, 1, 2, 8, 8], 2)).toEqual({
      fit: [
        { rows: 2, predicted: 1, label: 2, deviation: 1 },
        { rows: 2, predicted: 2, label: 5, deviation: 0 },
        { rows: 2, predicted: 8, label: 20, deviation: 10 },
      ],
      residuals: [
        { level: 0.1667, value: 1 },
        { level: 0.5, value: 2.5 },
        { level: 0.8333, value: 12.5 },
      ],
    })
  })

  it('keeps rows of the same prediction together, however many', () => {
    expect(plotOf([1, 2, 3, 4, 6], [7, 7, 7, 9, 9], 2)?.fit).toEqual([
      { rows: 3, predicted: 7, label: 2, deviation: 0.8165 },
      { rows: 2, predicted: 9, label: 5, deviation: 1 },
    ])
    expect(plotOf([1, 3], [7, 7], 1)?.fit).toEqual([{ rows: 2, predicted: 7, label: 2, deviation: 1 }])
  })

  it('has twenty parts of predictions and thirty-two of residuals at most', () => {
    const value = Array.from({ length: 640 }, (_, row) => row)
    const plot = plotOf(
      value,
      value.map((one) => 2 * one),
      1,
    )
    expect([plot?.fit.length, plot?.residuals.length]).toEqual([20, 32])
    expect([plot?.fit[0], plot?.residuals[0]]).toEqual([
      { rows: 32, predicted: 31, label: 15.5, deviation: 9.233 },
      { level: 0.01563, value: -629.5 },
    ])
  })

  it('leaves out each part of which one of the numbers is too large', () => {
    const [big, huge] = [1e200, 1e308]
    // Deviations, predictions and labels overflow in turn; the last part is drawn.
    expect(plotOf([big, -big, 1, 1, huge, huge, 4, 6], [1, 1, huge, huge, 2, 2, 3, 3], 2)?.fit).toEqual([
      { rows: 2, predicted: 3, label: 5, deviation: 1 },
    ])
    expect(plotOf([0, 0, huge, huge], [1, 1, 0, 0], 2)?.residuals).toEqual([{ level: 0.25, value: -1 }])
  })

  it('is there from so many rows on', () => {
    expect(plotOf([1, 2, 3], [1, 2, 3], 3)).toEqual({
      fit: [{ rows: 3, predicted: 2, label: 2, deviation: 0.8165 }],
      residuals: [{ level: 0.5, value: 0 }],
    })
    expect(plotOf([1, 2], [1, 2], 3)).toBeNull()
  })
})
