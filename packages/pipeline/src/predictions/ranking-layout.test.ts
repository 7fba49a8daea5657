import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PredictionFiles, predictionFiles, toldBy } from '../fixtures/prediction-files.ts'

let files: PredictionFiles
beforeAll(async () => {
  files = await predictionFiles()
})
afterAll(async () => {
  await files[Symbol.asyncDispose]()
})

const lines = (...of: readonly string[]) => `${of.join('\n')}\n`

describe('ranked lists', () => {
  const ranking = { kind: 'ranking' } as const

  it('are gathered by query, whatever the order of the rows', async () => {
    const text = lines('query,item,label,score,user,weight', 'q1,a,1,0.5,u,2', 'q2,a,0,1,v,1', 'q1,b,0,0.75,u,2', 'q2,c,3,2,v,1')
    const { rows, ids, units } = await files.read(text, { ...ranking, cluster: 'user' })
    expect(rows).toEqual({
      kind: 'ranking',
      starts: Uint32Array.of(0, 2, 4),
      relevance: Float64Array.of(1, 0, 0, 3),
      score: Float64Array.of(0.5, 0.75, 1, 2),
      item: Int32Array.of(0, 1, 0, 2),
      judged: null,
      popularity: null,
      relevant: null,
      weight: Float64Array.of(2, 1),
    })
    expect([ids?.at(0), ids?.at(1), units]).toEqual(['q1', 'q2', { cluster: Int32Array.of(0, 1), ordered: false, of: 'user' }])
  })

  it('have ranks in place of scores, items that nobody judged, popularities, and counts of what is relevant', async () => {
    const text = lines('query,item,label,rank,popularity,relevant', 'q,a,1,2,10,3', 'q,b,,1,7,3')
    expect((await files.read(text, ranking)).rows).toMatchObject({
      relevance: Float64Array.of(1, 0),
      judged: Uint8Array.of(1, 0),
      score: Float64Array.of(-2, -1),
      popularity: Float64Array.of(10, 7),
      relevant: Float64Array.of(3),
    })
  })

  it.each<readonly [string, string, string, string]>([
    ['no query', lines('label,score', '1,1'), 'COLUMN_UNDECLARED', 'p.csv has no column for the query'],
    ['a query that is missing', lines('query,label,score', ',1,1'), 'ID_INVALID', 'p.csv row 0, column "query": the query is missing'],
    ['a relevance below 0', lines('query,label,score', 'q,-1,1'), 'LABEL_INVALID', 'p.csv row 0, column "label": the relevance is -1, below 0'],
    [
      'a relevance that is a text',
      lines('query,label,score', 'q,,1', 'q,good,1'),
      'LABEL_INVALID',
      'p.csv row 1, column "label": the label is "good", not a finite number',
    ],
    [
      'an item twice in a list',
      lines('query,item,label,score', 'q,a,1,1', 'r,a,1,1', 'q,a,0,0'),
      'ID_INVALID',
      'p.csv row 2, column "item": the item repeats in query "q"',
    ],
  ])('are refused with %s', async (_, text, code, message) => {
    expect((await toldBy(files.read(text, ranking))).slice(0, 2)).toEqual([code, message])
  })

  it('are refused where a query has two clusters', async () => {
    const text = lines('query,label,score,user', 'q,1,1,u', 'q,0,0,v')
    expect((await toldBy(files.read(text, { ...ranking, cluster: 'user' })))[1]).toBe('p.csv row 1, column "user": it differs within query "q"')
  })
})
