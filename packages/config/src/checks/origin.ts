import { mapOf, type Objection, type UncheckedModel } from './check.ts'

/** A model comes from exactly one place: a training command, or a file of metrics made elsewhere. */
export function checkOrigin({ name, raw }: UncheckedModel): readonly Objection[] {
  const { train, metrics } = raw
  if (train !== undefined && metrics !== undefined) {
    const hint = 'for metrics that training writes under $OUT use train.metrics'
    return [{ code: 'CONFLICTING_KEYS', message: 'metrics made elsewhere and train exclude each other', path: ['metrics'], at: 'key', hint }]
  }
  if (train === undefined && metrics === undefined) {
    const message = `"${name}" has neither train nor metrics`
    return [{ code: 'MISSING_KEY', message, path: [], at: 'key', hint: 'add `train`, or `metrics` with a file of numbers' }]
  }
  return checkRetraining(raw)
}

function checkRetraining(raw: Readonly<Record<string, unknown>>): readonly Objection[] {
  const { of_last: ofLast } = mapOf(mapOf(raw.monitor).retrain)
  if (!Array.isArray(ofLast) || !(Number(ofLast[0]) > Number(ofLast[1]))) return []
  const message = `monitor.retrain.of_last: ${ofLast[0]} of the last ${ofLast[1]} windows cannot be`
  return [{ code: 'INVALID_VALUE', message, path: ['monitor', 'retrain', 'of_last'], at: 'value', hint: 'the smaller number comes first' }]
}
