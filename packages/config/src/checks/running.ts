import { mapOf, type Objection, type UncheckedModel } from './check.ts'

/** Keys of `evaluate` that ask something of rows, which a harness does not give. */
const ofRows = ['predict', 'threshold', 'output', 'confirm', 'fairness'] as const

/** A harness measures a model that is trained here, by itself: nothing that needs rows stands beside it. */
export function checkRunning({ name, raw }: UncheckedModel): readonly Objection[] {
  const evaluate = mapOf(raw.evaluate)
  if (evaluate.run === undefined) return []
  return [...checkModel(name, raw), ...checkBeside(evaluate), ...checkRepeat(raw), ...checkSlices(raw)]
}

function checkModel(name: string, raw: UncheckedModel['raw']): readonly Objection[] {
  if (raw.train !== undefined) return []
  const message = `"${name}" has evaluate.run and no train: there is no model that it could measure`
  return [{ code: 'CONFLICTING_KEYS', message, path: ['evaluate', 'run'], at: 'key', hint: 'numbers that are made elsewhere stand under `metrics`' }]
}

function checkBeside(evaluate: Readonly<Record<string, unknown>>): readonly Objection[] {
  return ofRows
    .filter((key) => evaluate[key] !== undefined)
    .map((key) => conflict(['evaluate', key], `evaluate.${key} asks for rows, and evaluate.run measures by itself`))
}

function checkRepeat(raw: UncheckedModel['raw']): readonly Objection[] {
  const { repeat } = mapOf(raw.train)
  if (typeof repeat !== 'number' || repeat <= 1) return []
  return [conflict(['train', 'repeat'], 'train.repeat cannot stand beside evaluate.run, which measures one run')]
}

function checkSlices(raw: UncheckedModel['raw']): readonly Objection[] {
  const above = raw.gates === undefined ? ['evaluate', 'gates'] : ['gates']
  return Object.entries(mapOf(raw.gates ?? mapOf(raw.evaluate).gates)).flatMap(([metric, written]) => {
    const gates: readonly (readonly [readonly (string | number)[], unknown])[] = Array.isArray(written)
      ? written.map((gate: unknown, at) => [[...above, metric, at], gate])
      : [[[...above, metric], written]]
    return gates.flatMap(([path, gate]) =>
      mapOf(gate).by === undefined ? [] : [conflict([...path, 'by'], `the gate on ${metric} is cut by columns, and evaluate.run gives no rows`)],
    )
  })
}

function conflict(path: Objection['path'], message: string): Objection {
  return { code: 'CONFLICTING_KEYS', message, path, at: 'key', hint: 'leave one of them out' }
}
