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

describe('texts', () => {
  const text = { kind: 'text' } as const

  it('have one reference or several, and what the model wrote, which may be nothing', async () => {
    const { rows } = await files.read(lines('reference,hypothesis', '"[a] b",x', 'c,'), text)
    expect(rows).toEqual({ kind: 'text', reference: [['[a] b'], ['c']], prediction: ['x', ''], likelihood: null, weight: null })
    const several = '{"references":["a","b"],"prediction":"a"}\n{"references":["c"],"prediction":"\\"q\\""}\n'
    expect((await files.read(several, text, 'jsonl')).rows).toMatchObject({ reference: [['a', 'b'], ['c']], prediction: ['a', '"q"'] })
    expect((await files.readParquet("select ['a', 'b, c'] as reference, 'x' as hypothesis", text)).rows).toMatchObject({ reference: [['a', 'b, c']] })
  })

  it('have likelihoods for perplexity', async () => {
    expect((await files.read(lines('reference,log_likelihood,tokens', 'a,-2.5,3'), text)).rows).toMatchObject({
      prediction: null,
      likelihood: { log: Float64Array.of(-2.5), tokens: Float64Array.of(3) },
    })
  })

  it.each<readonly [string, string, string, string]>([
    ['no reference', lines('hypothesis', 'a'), 'COLUMN_UNDECLARED', 'p.csv has no column for the reference'],
    ['no text of the model', lines('reference', 'a'), 'COLUMN_UNDECLARED', 'p.csv has no column for the hypothesis or log likelihood'],
    [
      'a reference that is missing',
      lines('reference,hypothesis', ',a'),
      'LABEL_INVALID',
      'p.csv row 0, column "reference": the reference is missing',
    ],
    [
      'references that are no list',
      lines('references,hypothesis', 'a,b'),
      'LABEL_INVALID',
      'p.csv row 0, column "references": the references are no list of texts',
    ],
  ])('are refused with %s', async (_, given, code, message) => {
    expect((await toldBy(files.read(given, text))).slice(0, 2)).toEqual([code, message])
  })
})
