import { type FoundBoxes, type FoundMap, joinedBoxes, joinedMaps } from '@seaworthy/inference'
import type { PipelineErrorCode } from '../../errors.ts'
import { type CellBox, cellBoxes } from '../../predictions/cell-boxes.ts'
import { sortedClasses } from '../../predictions/class-name.ts'
import { type Header, refuseLack, requireColumnFor } from '../../predictions/header.ts'
import { predictionOf } from '../../predictions/layout.ts'
import { predictedMap, type ReadBeside } from '../../predictions/predicted-map.ts'
import { refusal } from '../../predictions/prediction-table.ts'
import type { AnswerColumns } from './answer-columns.ts'

/** Boxes of each image in a column `detections` (or `prediction`), see `cellBoxes`; each has a score. */
export function detectionAnswers(header: Header): AnswerColumns {
  const column = ['detections', 'prediction'].find((name) => header.names.includes(name)) ?? refuseLack(header, ['prediction'], ['detections'])
  return {
    columns: [{ ...predictionOf(column, 'list of boxes'), as: 'texts' }],
    read(table) {
      const boxes = table.texts(column).map((text, row) => scoredBoxes(text, { file: table.file, row, column }))
      const classes = sortedClasses(boxes.flatMap((found) => found.map(({ category }) => String(category))))
      const places = new Map(classes.map((name, place) => [name, place]))
      return joinedBoxes(
        boxes.map(
          (found): FoundBoxes => ({
            box: found.flatMap(({ box }) => [...box]),
            category: found.map(({ category }) => places.get(String(category)) ?? 0),
            score: found.map(({ score }) => score),
          }),
        ),
        classes,
      )
    },
  }
}

interface Cell {
  readonly file: string
  readonly row: number
  readonly column: string
}

function scoredBoxes(text: string, place: Cell): readonly (CellBox & { readonly score: number })[] {
  const boxes = cellBoxes(text)
  const refuse = (what: string, code: PipelineErrorCode = 'PREDICTION_INVALID'): never => {
    throw refusal(
      code,
      place,
      what,
      'rows and boxes are counted from 0; a cell is [{"bbox": [left, top, width, height], "category": …, "score": …}, …]',
    )
  }
  if (typeof boxes === 'string') return refuse(boxes)
  return boxes.map((box, at) => ({ ...box, score: box.score ?? refuse(`its box ${at} has no score`, 'SCORE_INVALID') }))
}

/** Classes of pixels: a column `prediction` names a PNG beside the file, whose values are the numbers of classes. */
export function segmentationAnswers(header: Header, beside: ReadBeside): AnswerColumns {
  const column = requireColumnFor(header, 'prediction')
  return {
    columns: [{ ...predictionOf(column, 'path of a mask'), as: 'texts' }],
    async read(table) {
      const maps: FoundMap[] = []
      for (const [row, cell] of table.texts(column).entries()) maps.push(await predictedMap(beside, { file: table.file, row, column, cell }))
      return joinedMaps(maps, null)
    },
  }
}

/** What was written for each row: a column `hypothesis` or `prediction`. */
export function textAnswers(header: Header): AnswerColumns {
  const column = requireColumnFor(header, 'hypothesis')
  return {
    columns: [{ ...predictionOf(column, 'text'), as: 'texts', missing: 'taken' }],
    read: (table) => ({ kind: 'text', texts: table.texts(column) }),
  }
}
