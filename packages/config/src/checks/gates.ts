import { rules, tasks } from '../plan.ts'
import { gatesSchema, type RawGate, type RawGates } from '../schema.ts'
import { mapOf, type Objection, readPart, type UncheckedModel } from './check.ts'
import { holdsNames } from './metric-names.ts'

/** Gates that say something, a primary metric, and a first release that can be judged. */
export function checkGates({ name, raw, metrics }: UncheckedModel): readonly Objection[] {
  const evaluate = mapOf(raw.evaluate)
  const short = raw.gates !== undefined
  const conflict: readonly Objection[] =
    short && evaluate.gates !== undefined
      ? [{ code: 'CONFLICTING_KEYS', message: 'gates stand both here and under evaluate', path: ['gates'], at: 'key', hint: 'keep evaluate.gates' }]
      : []
  const written = short ? raw.gates : evaluate.gates
  const gates = written === undefined ? {} : readPart(gatesSchema(null), written)
  if (gates === null) return conflict
  const path = written === undefined ? [] : short ? ['gates'] : ['evaluate', 'gates']
  const objections = [
    ...checkEach(gates, path),
    ...checkTask({ raw, metrics, gates, path }),
    ...checkFairness(raw),
    ...checkAgreement({ raw, gates, path }),
    ...checkFirstRelease(name, gates, path),
    ...checkPrimary({ evaluate, gates, gatesPath: path, hasEvaluate: raw.evaluate !== undefined }),
  ]
  return [...conflict, ...objections]
}

interface PlacedGate {
  readonly metric: string
  readonly gate: RawGate
  readonly path: readonly (string | number)[]
}

function placed(gates: RawGates, above: readonly (string | number)[]): readonly PlacedGate[] {
  return Object.entries(gates).flatMap(([metric, one]): readonly PlacedGate[] =>
    Array.isArray(one) ? one.map((gate, at) => ({ metric, gate, path: [...above, metric, at] })) : [{ metric, gate: one, path: [...above, metric] }],
  )
}

function checkEach(gates: RawGates, path: readonly (string | number)[]): readonly Objection[] {
  return placed(gates, path).flatMap(({ metric, gate, path }): readonly Objection[] => {
    const named = rules.filter((rule) => gate[rule] !== undefined)
    if (named.length === 0)
      return [
        { code: 'GATE_WITHOUT_RULE', message: `the gate on ${metric} has no rule`, path, at: 'key', hint: `the rules are: ${rules.join(', ')}` },
      ]
    const whole = gate.by === undefined ? [] : named.filter((rule) => rule !== 'no_regression')
    return whole.map((rule) => ({
      code: 'RULE_CANNOT_SLICE',
      message: `${rule} cannot be cut by columns`,
      path: [...path, rule],
      at: 'key',
      hint: 'only no_regression takes `by`; make a list of two gates, one without `by`',
    }))
  })
}

interface TaskCheck extends Pick<UncheckedModel, 'raw' | 'metrics'> {
  readonly gates: RawGates
  readonly path: readonly (string | number)[]
}

/** Metrics that the task does not have. Results of other tools may hold what they like. */
function checkTask({ raw, metrics, gates, path }: TaskCheck): readonly Objection[] {
  const task = tasks.find((one) => one === raw.task)
  if (task === undefined || holdsNames(raw)) return []
  const evaluate = mapOf(raw.evaluate)
  const listed = Array.isArray(evaluate.metrics) ? evaluate.metrics : []
  const named = [
    ...Object.keys(gates).map((id) => ({ id, path: [...path, id], at: 'key' as const })),
    { id: evaluate.primary, path: ['evaluate', 'primary'], at: 'value' as const },
    ...listed.map((id: unknown, place) => ({ id, path: ['evaluate', 'metrics', place], at: 'value' as const })),
  ]
  return named.flatMap(({ id, path: where, at }): readonly Objection[] => {
    const known = typeof id === 'string' ? metrics.lookUp(id) : []
    if ('message' in known || known.length === 0 || known.includes(task)) return []
    return [{ code: 'UNKNOWN_METRIC', message: `${task} has no metric "${id}"`, path: where, at, hint: `it is a metric of ${known.join(', ')}` }]
  })
}

// The rule is about who is selected: decisions of yes or no.
function checkFairness(raw: UncheckedModel['raw']): readonly Objection[] {
  if (mapOf(raw.evaluate).fairness === undefined || raw.task === 'binary-classification') return []
  const message = `fairness is measured on binary decisions, and the task is ${String(raw.task)}`
  return [{ code: 'CONFLICTING_KEYS', message, path: ['evaluate', 'fairness'], at: 'key', hint: 'leave it out' }]
}

/** What training predicted can only be compared where it leaves it. */
function checkAgreement({ raw, gates, path }: Omit<TaskCheck, 'metrics'>): readonly Objection[] {
  const metric = 'training_difference'
  if (gates[metric] === undefined || mapOf(raw.train).predictions !== undefined) return []
  const message = `${metric} compares with what training predicted, and training leaves no predictions`
  return [{ code: 'MISSING_KEY', message, path: [...path, metric], at: 'key', hint: 'name their file, under $OUT, as train.predictions' }]
}

function checkFirstRelease(name: string, gates: RawGates, path: readonly (string | number)[]): readonly Objection[] {
  const blocking = placed(gates, []).filter(({ gate }) => gate.on_fail !== 'warn' && rules.some((rule) => gate[rule] !== undefined))
  if (blocking.length === 0) {
    const message = `no gate of "${name}" blocks, so anything would pass`
    return [{ code: 'NO_BLOCKING_GATE', message, path, at: 'key', hint: 'a gate blocks unless it says `on_fail: warn`' }]
  }
  if (blocking.some(({ gate }) => gate.at_least !== undefined || gate.at_most !== undefined)) return []
  const message = `no blocking gate of "${name}" is absolute, so a first release could not be judged: there is nothing to compare with`
  return [{ code: 'NO_ABSOLUTE_GATE', message, path, at: 'key', hint: 'add at_least or at_most to one' }]
}

interface PrimaryCheck {
  readonly evaluate: Readonly<Record<string, unknown>>
  readonly gates: RawGates
  readonly gatesPath: readonly (string | number)[]
  readonly hasEvaluate: boolean
}

function checkPrimary({ evaluate, gates, gatesPath, hasEvaluate }: PrimaryCheck): readonly Objection[] {
  const gated = Object.keys(gates)
  const primary = evaluate.primary ?? (gated.length === 1 ? gated[0] : undefined)
  if (primary === undefined) {
    if (gated.length === 0) return []
    const message = 'several metrics are gated and none is the primary one'
    return [
      {
        code: 'PRIMARY_MISSING',
        message,
        path: hasEvaluate ? ['evaluate'] : gatesPath,
        at: 'key',
        hint: `like \`evaluate: { primary: ${gated[0]} }\``,
      },
    ]
  }
  return placed(gates, gatesPath)
    .filter(({ metric, gate }) => metric === primary && gate.by === undefined && gate.on_fail !== 'warn' && gate.inconclusive === 'warn')
    .map(({ metric, path }) => ({
      code: 'PRIMARY_NOT_BLOCKING',
      message: `an inconclusive outcome of the primary metric ${metric} cannot only warn`,
      path: [...path, 'inconclusive'],
      at: 'key',
      hint: 'leave `inconclusive` out, or choose another primary metric',
    }))
}
