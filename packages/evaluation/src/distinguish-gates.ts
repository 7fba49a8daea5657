import { EvaluationError } from './errors.ts'
import { type Gate, gateId } from './gate.ts'

/**
 * The gates, those apart by their bounds that metric, rule and column do not tell apart: `roc_auc:non_inferior=0.01` blocks,
 * `roc_auc:non_inferior=0.005` warns. A gate that is alone keeps its short name.
 * @throws {EvaluationError} `DUPLICATE_GATE` where two ask the same.
 * @example distinguishGates([{ …, rule: 'non_inferior', bound: 0.01 }, { …, rule: 'non_inferior', bound: 0.005 }])[1]?.label // '0.005'
 */
export function distinguishGates(gates: readonly Gate[]): readonly Gate[] {
  const targets = gates.flatMap(targetsOf)
  const isShared = (gate: Gate): boolean => targetsOf(gate).some((target) => targets.filter((one) => one === target).length > 1)
  const distinguished = gates.map((gate) => (isShared(gate) ? { ...gate, label: labelOf(gate) } : gate))
  const asked = distinguished.flatMap((gate) => targetsOf(gate).map((target) => ({ gate, ask: `${target} ${labelOf(gate)}` })))
  const twice = asked.find(({ ask }, at) => asked.findIndex((one) => one.ask === ask) !== at)
  if (twice) throw new EvaluationError('DUPLICATE_GATE', `two gates ask for ${gateId(twice.gate)}`, { hint: 'keep one of them, or change its bound' })
  return distinguished
}

// Gates that share one of these say something about the same numbers.
function targetsOf({ metric, rule, by }: Gate): readonly string[] {
  return (by.length === 0 ? [''] : by).map((column) => JSON.stringify([metric, rule, column]))
}

function labelOf({ bound, relative, on }: Gate): string {
  const asked = relative ? `${Number((bound * 100).toPrecision(12))}%` : String(bound)
  return on === 'point' ? `${asked},point` : asked
}
