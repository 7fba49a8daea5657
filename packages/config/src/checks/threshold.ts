import type { Complaint } from '../leaf.ts'
import { suggestion } from '../nearest.ts'
import { mapOf, type Objection, type UncheckedModel } from './check.ts'

/** Tasks whose rows are decided by a score and a threshold. */
const decided = ['binary-classification', 'multilabel-classification']

/** A threshold belongs to a task that has one; where it is chosen, on other labelled rows than those that judge, by a metric that can choose. */
export function checkThreshold(model: UncheckedModel): readonly Objection[] {
  const { threshold } = mapOf(model.raw.evaluate)
  if (threshold === undefined) return []
  const { task } = model.raw
  const isFixed = typeof threshold === 'number'
  const tasks = isFixed ? decided : decided.slice(0, 1)
  if (typeof task !== 'string' || tasks.includes(task)) return isFixed ? [] : checkChoice(model, mapOf(threshold))
  const message = `${task} has no threshold that could be ${isFixed ? 'set' : 'chosen'}`
  return [{ code: 'CONFLICTING_KEYS', message, path: ['evaluate', 'threshold'], at: 'value', hint: `it is for ${tasks.join(' and ')}` }]
}

function checkChoice({ raw, metrics }: UncheckedModel, { from, maximize }: Readonly<Record<string, unknown>>): readonly Objection[] {
  if (typeof from !== 'string' || typeof maximize !== 'string') return []
  const wrongRows = rowsComplaint(raw, from)
  if (wrongRows) return [{ ...wrongRows, path: ['evaluate', 'threshold', 'from'], at: 'value' }]
  const isMetric = (id: string) => {
    const known = metrics.lookUp(id)
    return 'length' in known && known.length > 0
  }
  if (isMetric(`${maximize}@max`) || isMetric(`${maximize}@min`)) return []
  const hint = 'use one that is computed from decisions, without a threshold of its own: f1, mcc, balanced_accuracy'
  const message = `"${maximize}" chooses no threshold`
  return [{ code: 'UNKNOWN_METRIC', message, path: ['evaluate', 'threshold', 'maximize'], at: 'value', hint }]
}

function rowsComplaint(raw: UncheckedModel['raw'], from: string): Complaint | null {
  const data = mapOf(raw.data)
  const { dataset = 'test' } = mapOf(raw.evaluate)
  if (!Object.hasOwn(data, from)) {
    const others = Object.keys(data).filter((name) => name !== dataset)
    const hint = suggestion(from, others, 'the other datasets are')
    return { code: 'UNKNOWN_DATASET', message: `there is no dataset "${from}" to choose a threshold on`, hint }
  }
  if (from === dataset)
    return { code: 'CONFLICTING_KEYS', message: `"${from}" judges: a threshold chosen on it would flatter every model`, hint: 'name validation rows' }
  if (mapOf(data[from]).label !== undefined) return null
  return { code: 'MISSING_KEY', message: `"label" is missing in data.${from}: without the truth no threshold can be chosen`, hint: null }
}
