import { classRuns } from '@seaworthy/inference'
import { readClassMap } from '../pictures/read-class-map.ts'
import { type Confusion, confusionOf, pairOf, segmentationRows, unjudged } from '../scored/confusions.ts'
import { sortedClasses } from './class-name.ts'
import { type Header, requireColumnFor } from './header.ts'
import { type Layout, type LayoutOptions, labelOf, predictionOf } from './layout.ts'
import { predictedMap } from './predicted-map.ts'
import { type PredictionTable, refusal } from './prediction-table.ts'
import { weightColumn, weightsIn } from './weights.ts'

/**
 * Classes of pixels: the label and the `prediction` of each row name a PNG of the numbers of classes, by its path from the file's folder.
 * In a label 255 is judged by nobody. Classes are called by their numbers.
 */
export function segmentationLayout(header: Header, { beside }: LayoutOptions): Layout {
  const label = requireColumnFor(header, 'label')
  const prediction = requireColumnFor(header, 'prediction')
  const weight = weightColumn(header)
  let counted: readonly Confusion[] = []
  return {
    columns: [{ ...labelOf(label), as: 'texts' }, { ...predictionOf(prediction, 'path of a mask'), as: 'texts' }, ...weight],
    async load(table) {
      const truths = table.texts(label)
      const found: Confusion[] = []
      for (const [row, cell] of table.texts(prediction).entries()) {
        const truth = await trueMap(table, { row, column: label, cell: truths[row] ?? '' })
        const said = await predictedMap(beside, { file: table.file, row, column: prediction, cell })
        if (said.width !== truth.width || said.height !== truth.height) {
          const sizes = `the mask is ${said.width} × ${said.height}, and that of the label ${truth.width} × ${truth.height}`
          throw refusal('PREDICTION_INVALID', { file: table.file, row, column: prediction }, sizes, 'both masks have the size of their image')
        }
        const trueOf = (number: number) => (number === unjudged ? -1 : number)
        found.push(confusionOf({ truth: classRuns(truth.classes), said: said.runs, trueOf, saidOf: (number) => number }))
      }
      counted = found
    },
    vocabulary: () => sortedClasses(counted.flatMap((counts) => [...counts.keys()].flatMap((key) => pairOf(key).map(String)))),
    build(table, classes) {
      const order = Array.from({ length: 256 }, (_, number) => classes.indexOf(String(number)))
      return { rows: { ...segmentationRows(counted, { classes, order }), weight: weightsIn(table, weight) }, begins: null }
    },
  }

  async function trueMap({ file }: PredictionTable, { row, column, cell }: { readonly row: number; readonly column: string; readonly cell: string }) {
    const bytes = await beside(cell)
    if (bytes) return await readClassMap(bytes, { column, row, cell })
    throw refusal(
      'LABEL_INVALID',
      { file, row, column },
      `there is no file "${cell.slice(0, 100)}"`,
      `a mask is a PNG, named by its path from ${file}`,
    )
  }
}
