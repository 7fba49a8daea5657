import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../fixtures/line.ts'
import { maskPng } from '../fixtures/png.ts'
import { type PredictionFiles, predictionFiles } from '../fixtures/prediction-files.ts'

let files: PredictionFiles
beforeAll(async () => {
  files = await predictionFiles()
})
afterAll(async () => {
  await files[Symbol.asyncDispose]()
})

const size = { width: 2, height: 2 }
const masks: Readonly<Record<string, Uint8Array>> = {
  'true/a.png': maskPng(size, (x, y) => (x === 1 && y === 1 ? 255 : x)),
  'true/b.png': maskPng(size, () => 10),
  'said/a.png': maskPng(size, (_, y) => y),
  'said/b.png': maskPng(size, () => 10),
  'said/all.png': maskPng(size, () => 255),
  'said/wide.png': maskPng({ width: 3, height: 2 }, () => 0),
}
const asked = { kind: 'segmentation', beside: async (name: string) => masks[name] ?? null } as const
const rows = 'id,label,prediction\n1,true/a.png,said/a.png\n2,true/b.png,said/b.png\n'

describe('masks', () => {
  it('are counted by what is true and what was said, without the pixels that nobody judges', async () => {
    const read = await files.read(rows, asked)
    expect(read.rows).toEqual({
      kind: 'segmentation',
      // By number, and not by letter.
      classes: ['0', '1', '10'],
      confusion: Float64Array.of(1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4),
      weight: null,
    })
  })

  it('are paired by id, and refused where two files do not say the same truth', async () => {
    const { scored } = await files.pair(rows, 'id,label,prediction\n2,true/b.png,said/a.png\n1,true/a.png,said/a.png\n', asked)
    expect(scored.baseline).toMatchObject({ confusion: Float64Array.of(1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0) })
    const other = files.pair(rows, 'id,label,prediction\n2,true/b.png,said/b.png\n1,said/a.png,said/a.png\n', asked)
    await expect(other).rejects.toMatchObject({
      code: 'LABEL_INVALID',
      message: 'row 0 (id 1) has the label with class 1 at 1 of its pixels in candidate.csv and with class 1 at 2 of its pixels in baseline.csv',
    })
  })

  it.each([
    [
      'a mask that is not there',
      'true/a.png,said/none.png',
      'PREDICTION_INVALID',
      'p.csv row 0, column "prediction": there is no file "said/none.png"',
    ],
    ['a label that is not there', 'true/none.png,said/a.png', 'LABEL_INVALID', 'p.csv row 0, column "label": there is no file "true/none.png"'],
    [
      'two sizes',
      'true/a.png,said/wide.png',
      'PREDICTION_INVALID',
      'p.csv row 0, column "prediction": the mask is 3 × 2, and that of the label 2 × 2',
    ],
    [
      'a prediction that leaves pixels out',
      'true/a.png,said/all.png',
      'PREDICTION_INVALID',
      'p.csv row 0, column "prediction": "said/all.png" has the class 255, which stands for pixels that nobody judges',
    ],
  ])('refuse %s', async (_, row, code, message) => {
    await expect(files.read(`label,prediction\n${row}\n`, asked)).rejects.toMatchObject({ code, message })
  })

  it('need both columns', async () => expect(await codeOf(files.read('prediction\nsaid/a.png\n', asked))).toBe('COLUMN_UNDECLARED'))
})
