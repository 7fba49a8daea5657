import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marker, maxCommentBytes, maxSummaryBytes, renderComment, renderSummary } from './comment.ts'
import { modelReport, reportInput } from './fixtures/sections.ts'
import { stories, storyA, storyBadData, storyC, storyFailedTraining } from './fixtures/stories.ts'
import type { ModelReport } from './report-input.ts'

const kinds = [storyA, storyC, storyBadData, storyFailedTraining].flatMap((story) => story().models)

/** What must hold of any comment, however long its inputs: it is whole. */
function expectWhole(text: string, maxBytes: number): void {
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBytes)
  const rendered = text.replace(/^(```+)text\n[\s\S]*?\n\1$/gm, '')
  expect(rendered.match(/<details/g)?.length ?? 0).toBe(rendered.match(/<\/details>/g)?.length ?? 0)
  expect(text.match(/^```/gm)?.length ?? 0).toSatisfy((fences: number) => fences % 2 === 0)
  const lines = rendered.split('\n')
  for (const [at, line] of lines.entries()) {
    if (!line.startsWith('|')) continue
    const cells = (row: string) => row.split(/(?<!\\)\|/).length
    expect(line.endsWith('|')).toBe(true)
    if (lines[at - 1]?.startsWith('|')) expect(cells(line)).toBe(cells(lines[at - 1] ?? ''))
  }
  expect(text.endsWith('\n')).toBe(true)
}

describe('renderComment', () => {
  it.each(Object.entries(stories))('tells the story "%s"', async (name, story) => {
    const comment = renderComment(story())
    expectWhole(comment, maxCommentBytes)
    await expect(comment).toMatchFileSnapshot(`./fixtures/golden/${name}.md`)
  })

  it('puts what is blocked first and what passes after it', () => {
    const comment = renderComment(reportInput([...storyA().models, ...storyBadData().models]))
    expect(comment.indexOf('· blocked')).toBeLessThan(comment.indexOf('· gates pass'))
  })

  it('says so when no model is touched, and when there is none', () => {
    const untouched = { ...modelReport({}), touched: false }
    expect(renderComment(reportInput([untouched]))).toContain('## ⚓ Seaworthy · gates pass\n\n**No model is touched.**')
    expect(renderComment(reportInput([]))).toContain('## ⚓ Seaworthy · not run')
  })

  it('gives up details of passing models first and says where they are', () => {
    const passing = Array.from({ length: 30 }, (_, at): ModelReport => ({ ...(kinds[0] as ModelReport), model: `passing-${at}` }))
    const comment = renderComment(reportInput([...passing, kinds[1] as ModelReport]))
    expectWhole(comment, maxCommentBytes)
    expect(comment).toContain('_Shortened to fit a comment: models that pass lack explanation, training, policy')
    expect(comment).toContain('the summary of the run](https://github.com/acme/flights/actions/runs/101#summary-7)')
    expect(comment).toContain('<b>Training</b>: 9.9 s')
  })

  it('quotes no value of the data in an explanation where samples are not shown', () => {
    const comment = renderComment(reportInput(stories.probed().models.map((model) => ({ ...model, samplesShown: false }))))
    expect(comment).toContain('| row | here | production |')
    expect(comment).toContain('| `hour` | 6 → 0.16')
    expect(comment).not.toContain('ATL')
  })

  it('is never over the limit and never cut inside a table or a folded part', () => {
    const name = fc.string({ minLength: 1, maxLength: 100 })
    const report = fc.record({
      kind: fc.constantFrom(...kinds),
      model: name,
      touched: fc.boolean(),
      message: fc.string({ unit: 'binary', maxLength: 3000 }),
    })
    const models = report.map(({ kind, model, touched, message }): ModelReport => {
      const failures = kind.failures.map((failure) => ({ ...failure, message, hint: message }))
      return { ...kind, model, touched, failures }
    })
    fc.assert(
      fc.property(fc.array(models, { maxLength: 40 }), (reports) => expectWhole(renderComment(reportInput(reports)), maxCommentBytes)),
      { numRuns: 12 },
    )
  })

  it('still names the worst of two thousand models', () => {
    const many = Array.from(
      { length: 2000 },
      (_, at): ModelReport => ({ ...(kinds[at % kinds.length] as ModelReport), model: `model-${at}-${'x'.repeat(80)}` }),
    )
    const comment = renderComment(reportInput(many))
    expectWhole(comment, maxCommentBytes)
    expect(comment).toMatch(/- and 1,\d{3} more/)
  }, 60_000)

  it('escapes foreign text wherever it stands', () => {
    const evil = '</details><!-- seaworthy:report --> @acme | `x` ![](https://evil.example)\n# h'
    const [report] = storyC().models as [ModelReport]
    const text = JSON.stringify(report.record)
      .replaceAll('"origin"', JSON.stringify(evil))
      .replaceAll('"boosting"', JSON.stringify(evil))
      .replaceAll('"ATL"', JSON.stringify(evil))
    const poisoned: ModelReport = {
      ...report,
      model: evil,
      record: JSON.parse(text),
      failures: [{ stage: evil, code: evil, message: evil, hint: evil }],
      nextVersion: evil,
    }
    for (const body of [renderComment(reportInput([poisoned])), renderSummary(reportInput([poisoned]))]) {
      expectWhole(body.endsWith('\n') ? body : `${body}\n`, maxSummaryBytes)
      expect(body.replace(marker, '').replace(/^(```+)text\n[\s\S]*?\n\1$/gm, '')).not.toMatch(/<!--|@acme|https:\/\/evil|^# h/m)
    }
  })
})

describe('renderSummary', () => {
  it('has no marker and shows every slice', () => {
    const summary = renderSummary(storyA())
    expect(summary.startsWith('## ⚓ flight-delay · gates pass')).toBe(true)
    expect(summary.match(/^\| origin = /gm)?.length).toBe(81)
    expectWhole(summary, maxSummaryBytes)
  })
})
