import { nearest, suggestion } from '../nearest.ts'
import { directions } from '../plan.ts'
import type { Path } from '../source-document.ts'
import { mapOf, type Objection, type UncheckedModel } from './check.ts'

/** Whether a model is judged by results of other tools, which have names of their own: a file of metrics, or a harness. */
export function holdsNames({ metrics, evaluate }: UncheckedModel['raw']): boolean {
  return metrics !== undefined || mapOf(evaluate).run !== undefined
}

/** Names that no catalogue has. Those of another tool are told by the direction that their gate says; those of the catalogue say none. */
export function checkMetricNames(model: UncheckedModel): readonly Objection[] {
  const { raw } = model
  const evaluate = mapOf(raw.evaluate)
  const above = raw.gates === undefined ? ['evaluate', 'gates'] : ['gates']
  const gates = Object.entries(mapOf(raw.gates ?? evaluate.gates))
  const declared = new Map(gates.flatMap(([id, gate]) => (stated(gate, []).length > 0 ? [[id, gate] as const] : [])))
  const listed = Array.isArray(evaluate.metrics) ? evaluate.metrics : []
  const asked: readonly Asked[] = [
    ...gates.map(([id]) => ({ id, path: [...above, id], at: 'key' as const })),
    { id: evaluate.primary, path: ['evaluate', 'primary'], at: 'value' },
    ...listed.map((id: unknown, place) => ({ id, path: ['evaluate', 'metrics', place], at: 'value' as const })),
  ]
  return [
    ...asked.flatMap(({ id, path, at }) => (typeof id === 'string' && !declared.has(id) ? checkUndeclared(model, { id, path, at }) : [])),
    ...[...declared].flatMap(([id, gate]) => checkDeclared(model, id, stated(gate, [...above, id]))),
  ]
}

interface Asked {
  readonly id: unknown
  readonly path: Path
  readonly at: Objection['at']
}

interface Stated {
  readonly better: unknown
  readonly path: Path
}

// Where the gates on one metric say which way is better.
function stated(written: unknown, above: Path): readonly Stated[] {
  const places = Array.isArray(written) ? written.map((gate: unknown, at) => ({ gate, path: [...above, at] })) : [{ gate: written, path: above }]
  return places.flatMap(({ gate, path }) => {
    const { better } = mapOf(gate)
    return better === undefined ? [] : [{ better, path: [...path, 'better'] }]
  })
}

function checkUndeclared({ raw, metrics }: UncheckedModel, { id, path, at }: Asked & { readonly id: string }): readonly Objection[] {
  const known = metrics.lookUp(id)
  if ('message' in known || known.length > 0) return []
  const near = nearest(id, metrics.names)
  const foreign = `a name of another tool needs its direction in its gate, \`better: higher\` or \`better: lower\``
  const meant = near === null ? '' : `did you mean "${near}"? `
  const hint = holdsNames(raw) ? `${meant}${foreign}` : suggestion(id, metrics.names, 'the metrics are')
  return [{ code: 'UNKNOWN_METRIC', message: `unknown metric "${id}"`, path, at, hint }]
}

function checkDeclared({ raw, metrics }: UncheckedModel, id: string, says: readonly Stated[]): readonly Objection[] {
  const [first] = says
  if (first === undefined) return []
  const known = metrics.lookUp(id)
  const isKnown = 'message' in known || known.length > 0
  if (isKnown) return says.map(({ path }) => conflict(path, `which way is better is known of ${id}`, 'leave `better` out'))
  if (!holdsNames(raw)) {
    const message = `unknown metric "${id}": a model that is scored here has the metrics of the catalogue alone`
    const hint = suggestion(id, metrics.names, 'the metrics are')
    return [{ code: 'UNKNOWN_METRIC', message, path: first.path.slice(0, -1), at: 'key', hint }]
  }
  const other = says.find(({ better }) => better !== first.better)
  const isChoice = directions.some((one) => one === first.better)
  return other && isChoice ? [conflict(other.path, `the gates on ${id} disagree on which way is better`, 'say it once')] : []
}

function conflict(path: Path, message: string, hint: string): Objection {
  return { code: 'CONFLICTING_KEYS', message, path, at: 'key', hint }
}
