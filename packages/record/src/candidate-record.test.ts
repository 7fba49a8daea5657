import { describe, expect, it } from 'vitest'
import { assemble, maxRecordBytes, modelOf, parseRecord, recordDigest, sectionsOf, serializeRecord } from './candidate-record.ts'
import { digestOf } from './digest.ts'
import { artifact, evaluate, headCommit, keys, model, testData, train, trainData, validate } from './fixtures/candidate.ts'
import { refusal } from './fixtures/thrown.ts'
import type { Section } from './section.ts'

const whole: readonly Section[] = [validate, train, evaluate]
const { record } = assemble(whole)
const elsewhere = digestOf('another key')

function orders(sections: readonly Section[]): readonly (readonly Section[])[] {
  if (sections.length < 2) return [sections]
  return sections.flatMap((first, at) => orders(sections.toSpliced(at, 1)).map((rest) => [first, ...rest]))
}

describe('assemble', () => {
  it('folds a candidate to the same record in each order of its sections', () => {
    const expected = {
      record: { schema: 'seaworthy.record/1', model: 'tiny', commit: headCommit, sections: { validate, train, evaluate } },
      missing: [],
      later: [],
    }
    expect(orders(whole).map((sections) => assemble(sections, keys))).toEqual(Array(6).fill(expected))
    expect(new Set(orders(whole).map((sections) => recordDigest(assemble(sections).record))).size).toBe(1)
    expect(sectionsOf(assemble(whole.toReversed()).record)).toEqual(whole)
  })

  it.each([
    [[validate], ['train', 'evaluate']],
    [[train], ['validate', 'evaluate']],
    [[validate, train], ['evaluate']],
    [[evaluate, train], ['validate']],
  ])('takes a part and says what is missing', (sections: readonly Section[], missing) => {
    expect(assemble(sections).missing).toEqual(missing)
  })

  it('uses the first of two sections with one key and lists the later: a re-run is no re-roll', () => {
    const lucky = { ...train, run: { ...train.run, attempt: 2 }, produced: [artifact('model', 'model.onnx', 'a luckier seed')] }
    expect(assemble([validate, train, lucky, evaluate])).toEqual({ record, missing: [], later: [lucky] })
  })

  it('names the commit that was judged, not the one of an earlier training with the same key', () => {
    const reused = { ...train, run: { ...train.run, sha: 'c'.repeat(40) } }
    expect(assemble([validate, reused, evaluate]).record.commit).toBe(headCommit)
  })

  const swapped = artifact('model', 'model.onnx', 'other weights')
  const editedData = artifact('data:test', testData.name, 'easier rows')
  const unseen = artifact('data:train', 'data/secret.csv')
  const event = { ...validate, stage: 'deploy' } as unknown as Section
  it.each<[string, string, readonly Section[]]>([
    ['no section at all', 'INCOMPLETE_RECORD', []],
    ['a section about another model', 'MODEL_MISMATCH', [validate, { ...train, model: 'other' }]],
    ['two keys of one stage', 'KEY_CONFLICT', [validate, train, { ...train, key: elsewhere }]],
    ['an event among the stages', 'BROKEN_CHAIN', [validate, event]],
    ['a model that training did not make', 'BROKEN_CHAIN', [validate, train, { ...evaluate, consumed: [testData, swapped] }]],
    ['a model that was swapped in the training section', 'BROKEN_CHAIN', [validate, { ...train, produced: [swapped] }, evaluate]],
    ['an evaluation of no model', 'BROKEN_CHAIN', [validate, train, { ...evaluate, consumed: [testData] }]],
    [
      'a training and an evaluation without any model',
      'BROKEN_CHAIN',
      [
        { ...train, produced: [] },
        { ...evaluate, consumed: [testData] },
      ],
    ],
    ['training on data that validation did not see', 'BROKEN_CHAIN', [validate, { ...train, consumed: [trainData, unseen] }]],
    ['judging on other bytes under the same name', 'BROKEN_CHAIN', [validate, { ...evaluate, consumed: [editedData, model] }]],
    ['an edited digest in what validation approved', 'BROKEN_CHAIN', [{ ...validate, consumed: [trainData, editedData] }, evaluate]],
    ['training on the rows of the test set', 'BROKEN_CHAIN', [validate, { ...train, consumed: [{ ...testData, role: 'data:train' }] }]],
  ])('refuses %s', (_what, code, sections) => {
    expect(refusal(() => assemble(sections)).code).toBe(code)
  })

  it('refuses a section of other sources by the key that this commit needs', () => {
    expect(refusal(() => assemble([validate, { ...train, key: elsewhere }], { validate: keys.validate, train: keys.train }))).toEqual({
      code: 'FOREIGN_SECTION',
      message: `the train section of "tiny" has key ${elsewhere}; this commit needs ${keys.train}`,
    })
  })
})

describe('parseRecord', () => {
  const text = serializeRecord(record)
  const changed = (change: object) => JSON.stringify({ ...record, ...change })

  it('gives back a record that is the one promised', () => {
    expect(parseRecord(text, 'record.json', recordDigest(record))).toEqual(record)
    expect(parseRecord(new TextEncoder().encode(text), 'record.json')).toEqual(record)
  })

  it('refuses one with a single edited number, by the digest that was promised', () => {
    const edited = text.replace('"train_log_loss":0.5', '"train_log_loss":0.1')
    expect(edited).not.toBe(text)
    expect(refusal(() => parseRecord(edited, 'record.json', recordDigest(record)))).toEqual({
      code: 'DIGEST_MISMATCH',
      message: `record.json has digest ${digestOf(edited)}, not ${recordDigest(record)}`,
    })
  })

  const swappedModel = { ...record.sections, train: { ...train, produced: [artifact('model', 'model.onnx', 'other weights')] } }
  it.each<[string, string, string]>([
    ['a head with another model', 'RECORD_INVALID', changed({ model: 'other' })],
    ['a head with another commit', 'RECORD_INVALID', changed({ commit: 'c'.repeat(40) })],
    ['no sections', 'RECORD_INVALID', changed({ sections: null })],
    ['empty sections', 'INCOMPLETE_RECORD', changed({ sections: {} })],
    ['a section under the name of another', 'RECORD_INVALID', changed({ sections: { train: validate } })],
    ['sections in a list', 'RECORD_INVALID', changed({ sections: whole })],
    ['a swapped model', 'BROKEN_CHAIN', changed({ sections: swappedModel })],
    ['a section that is none', 'UNKNOWN_SCHEMA', changed({ sections: { train: 7 } })],
    ['a section without its body', 'SECTION_INVALID', changed({ sections: { train: { ...train, body: undefined } } })],
    ['another major version', 'UNKNOWN_SCHEMA', changed({ schema: 'seaworthy.record/2' })],
    ['half a file', 'SECTION_UNREADABLE', text.slice(0, text.length / 2)],
    ['too many bytes', 'SECTION_TOO_LARGE', `"${'x'.repeat(maxRecordBytes)}"`],
  ])('refuses %s', (_what, code, bytes) => {
    expect(refusal(() => parseRecord(bytes, 'record.json')).code).toBe(code)
  })
})

describe('modelOf', () => {
  it('is what training produced, else what was judged, else nothing', () => {
    const imported = { ...evaluate, consumed: [testData, model] }
    expect([modelOf(record), modelOf(assemble([validate, imported]).record), modelOf(assemble([validate]).record)]).toEqual([model, model, null])
  })
})
