import { z } from 'zod'

// What a page draws of two models on one test set: sums over rows, none of which stands for fewer than `fewestRows`.

/** Curves have no more points than this. */
export const maxPoints = 64
const maxBins = 32
const maxCells = 17 * 17

const rate = z.number().min(0).max(1)
const count = z.int().nonnegative()
const points = z.array(rate).max(maxPoints + 2)

const binaryPlotSchema = z.object({
  /** From the highest score down, both ends included: one place in each list is one threshold. */
  curve: z.object({ falsePositiveRate: points.readonly(), truePositiveRate: points.readonly(), precision: points.readonly() }),
  /** Bins of about equal counts, ascending; null where scores are no probabilities. */
  calibration: z
    .array(z.object({ rows: count, meanScore: rate, rate }))
    .max(maxBins)
    .readonly()
    .nullable(),
  /** Rows of each class by score; a count of a bin that is too small is null. One more edge than counts. */
  histogram: z.object({
    edges: z
      .array(z.number())
      .max(maxBins + 1)
      .readonly(),
    positive: z.array(count.nullable()).max(maxBins).readonly(),
    negative: z.array(count.nullable()).max(maxBins).readonly(),
  }),
})
export type BinaryPlot = z.infer<typeof binaryPlotSchema>

const regressionPlotSchema = z.object({
  /** Rows by prediction, ascending: their mean prediction, and mean and standard deviation of what was true. */
  fit: z
    .array(z.object({ rows: count, predicted: z.number(), label: z.number(), deviation: z.number().nonnegative() }))
    .max(maxBins)
    .readonly(),
  /** Label less prediction, sorted and cut in parts of about equal counts: the share of rows below the part's middle, and its mean. */
  residuals: z
    .array(z.object({ level: rate, value: z.number() }))
    .max(maxBins)
    .readonly(),
})
export type RegressionPlot = z.infer<typeof regressionPlotSchema>

/** Cells row by row, the true class being the row; null where a cell holds few rows. */
const cells = z.array(count.nullable()).max(maxCells).readonly()

const fewestRows = z.int().positive()

export const plotsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('binary'), fewestRows, candidate: binaryPlotSchema, baseline: binaryPlotSchema.nullable() }),
  z.object({
    kind: z.literal('multiclass'),
    fewestRows,
    /** The most frequent ones; with `pooled` above 0, the last row and column of the cells are all other classes together. */
    classes: z.array(z.string().max(200)).max(16).readonly(),
    pooled: count,
    candidate: cells,
    baseline: cells.nullable(),
  }),
  z.object({ kind: z.literal('regression'), fewestRows, candidate: regressionPlotSchema, baseline: regressionPlotSchema.nullable() }),
])
export type Plots = z.infer<typeof plotsSchema>
