import { planCut } from '../cut.ts'
import { suggestion } from '../nearest.ts'
import { type Rule, rules } from '../plan.ts'
import { differences } from '../plan-gates.ts'
import { gatesSchema, type RawGate, type RawGates } from '../schema.ts'
import type { Path } from '../source-document.ts'
import { mapOf, type Objection, readPart, type UncheckedModel } from './check.ts'

/** Gates that say the same twice or hold a difference against its point, and a second test set that can judge. */
export function checkJudging({ raw }: UncheckedModel): readonly Objection[] {
  const evaluate = mapOf(raw.evaluate)
  const short = raw.gates !== undefined
  const gates = readPart(gatesSchema(null), short ? raw.gates : (evaluate.gates ?? {})) ?? {}
  const placed = placedRules(gates, short ? ['gates'] : ['evaluate', 'gates'])
  return [...checkPoints(placed), ...checkTwice(placed), ...checkConfirm({ raw, evaluate, gates })]
}

/** One rule of one gate, where it stands. */
interface PlacedRule {
  readonly metric: string
  readonly rule: Rule
  readonly gate: RawGate
  readonly path: Path
}

function placedRules(gates: RawGates, above: Path): readonly PlacedRule[] {
  return Object.entries(gates).flatMap(([metric, one]) => {
    const listed = Array.isArray(one) ? one.map((gate, at) => ({ gate, path: [...above, metric, at] })) : [{ gate: one, path: [...above, metric] }]
    return listed.flatMap(({ gate, path }) =>
      rules.filter((rule) => gate[rule] !== undefined).map((rule) => ({ metric, rule, gate, path: [...path, rule] })),
    )
  })
}

function checkPoints(placed: readonly PlacedRule[]): readonly Objection[] {
  const absolute = new Set(placed.filter(({ rule }) => !differences.includes(rule)).map(({ gate }) => gate))
  return placed
    .filter(({ gate }) => gate.on === 'point' && !absolute.has(gate))
    .map(({ rule, path }) => ({
      code: 'CONFLICTING_KEYS',
      message: `${rule} cannot be held against a bare difference: with equal models that is a coin flip`,
      path,
      at: 'key',
      hint: '`on: point` is for at_least and at_most',
    }))
}

// The same rule may stand twice with two bounds: one that blocks, one that warns.
function checkTwice(placed: readonly PlacedRule[]): readonly Objection[] {
  const asked = placed.flatMap(({ metric, rule, gate, path }) =>
    columnsOf(gate).map((column) => ({
      rule,
      path,
      ask: JSON.stringify([metric, rule, gate[rule], differences.includes(rule) ? null : (gate.on ?? 'bound'), column]),
    })),
  )
  const repeated = asked.filter(({ ask }, at) => asked.findIndex((one) => one.ask === ask) !== at)
  return [...new Map(repeated.map((one) => [one.path, one])).values()].map(({ rule, path }) => ({
    code: 'DUPLICATE_KEY',
    message: `another gate asks for the same ${rule}`,
    path,
    at: 'key',
    hint: 'keep one of them, or change its bound',
  }))
}

function columnsOf({ by = [] }: RawGate): readonly string[] {
  return by.length === 0 ? [''] : by.map((cut) => planCut(cut).name)
}

interface ConfirmCheck extends Pick<UncheckedModel, 'raw'> {
  readonly evaluate: Readonly<Record<string, unknown>>
  readonly gates: RawGates
}

/** The second test set is one of the datasets, another than the first, with labels, and there is a gate that it can hold. */
function checkConfirm({ raw, evaluate, gates }: ConfirmCheck): readonly Objection[] {
  const { confirm, dataset = 'test' } = evaluate
  if (typeof confirm !== 'string') return []
  const refuse = (code: Objection['code'], message: string, hint: string | null): readonly Objection[] => [
    { code, message, path: ['evaluate', 'confirm'], at: 'value', hint },
  ]
  const data = mapOf(raw.data)
  if (!Object.hasOwn(data, confirm)) {
    const others = Object.keys(data).filter((name) => name !== dataset)
    return refuse('UNKNOWN_DATASET', `there is no dataset "${confirm}" to confirm on`, suggestion(confirm, others, 'the other datasets are'))
  }
  if (confirm === dataset || confirm === 'train')
    return refuse(
      'CONFLICTING_KEYS',
      `"${confirm}" cannot confirm: it is already what ${confirm === dataset ? 'judges' : 'trains'}`,
      'name rows that nothing else reads',
    )
  if (mapOf(data[confirm]).label === undefined)
    return refuse('MISSING_KEY', `"label" is missing in data.${confirm}: without the truth nothing can be confirmed`, null)
  if (holdsPrimary(evaluate, gates)) return []
  return refuse('NO_BLOCKING_GATE', 'no gate of the primary metric blocks, so there is nothing to confirm', 'add one, like `at_least`')
}

function holdsPrimary({ primary }: Readonly<Record<string, unknown>>, gates: RawGates): boolean {
  const ofPrimary = gates[typeof primary === 'string' ? primary : (Object.keys(gates)[0] ?? '')] ?? []
  return (Array.isArray(ofPrimary) ? ofPrimary : [ofPrimary]).some((gate) => gate.on_fail !== 'warn' && gate.by === undefined)
}
