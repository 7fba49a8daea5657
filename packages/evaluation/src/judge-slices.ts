import { type Metric, metric } from '@seaworthy/metrics'
import type { EvidenceLevel, Finding, Warning } from '@seaworthy/record'
import { holm } from '@seaworthy/stats'
import { type Cut, cut, type Slice } from './cut.ts'
import { EvaluationError } from './errors.ts'
import { boundOf, finding, tooFewClusters, tooWeak } from './finding.ts'
import { type Gate, gateId } from './gate.ts'
import { gauge } from './gauges/gauge.ts'
import { fewestClusters, mostSliceFindings } from './limits.ts'
import { type Measured, measure } from './measure.ts'
import type { Policy } from './policy.ts'
import { decideHarm, harmP } from './rules/no-regression.ts'
import type { Quantity } from './rules/rule.ts'
import { type Scored, type ScoredRows, sliceColumn } from './scored.ts'

export interface SlicedGates {
  readonly gates: readonly Gate[]
  readonly policy: Policy
  readonly scored: Scored
  readonly level: EvidenceLevel
  readonly testSet: string
  /** By metric, on all rows: what a gate is told on when no slice can be judged. */
  readonly whole: ReadonlyMap<string, Measured>
}

export interface SliceJudgement {
  readonly findings: ReadonlyMap<Gate, readonly Finding[]>
  readonly measured: readonly Measured[]
  readonly cuts: readonly Cut[]
  readonly warnings: readonly Warning[]
}

/**
 * Judges gates by the values of their columns; each column is cut once and each metric measured once per slice.
 * A slice on which a metric has no value by either model (labels that are all equal) is left out, with a warning.
 * @throws {EvaluationError} `GATE_INVALID` for what is no metric of rows, `UNKNOWN_SLICE_COLUMN`, `TOO_MANY_SLICES`, and
 * `METRIC_UNDEFINED` where the candidate alone has no value.
 */
export function judgeSlices(request: SlicedGates): SliceJudgement {
  for (const gate of request.gates) requireMetric(gate, request.policy)
  const columns = [...new Set(request.gates.flatMap((gate) => gate.by))].map((name) => sliceColumn(request.scored, name))
  const cuts = columns.map((column) => cut(request.scored, column))
  refuseTooMany(request.gates, cuts)
  const measured = new Map<string, readonly MeasuredSlice[]>()
  for (const { metric: id, by } of request.gates)
    for (const one of cuts.filter(({ column }) => by.includes(column))) {
      const name = JSON.stringify([id, one.column])
      if (!measured.has(name))
        measured.set(
          name,
          one.judged.map((slice) => measureSlice(id, slice, request)),
        )
    }
  const slicesOf = (gate: Gate): readonly Measured[] =>
    defined(gate.by.flatMap((column) => measured.get(JSON.stringify([gate.metric, column])) ?? []))
  const findings = new Map(request.gates.map((gate) => [gate, judgeGate(gate, slicesOf(gate), request)]))
  const all = [...measured.values()].flat()
  return { findings, measured: defined(all), cuts, warnings: all.flatMap((one) => (one.kind === 'undefined' ? [one.warning] : [])) }
}

type MeasuredSlice = { readonly kind: 'measured'; readonly measured: Measured } | { readonly kind: 'undefined'; readonly warning: Warning }

function defined(slices: readonly MeasuredSlice[]): readonly Measured[] {
  return slices.flatMap((one) => (one.kind === 'measured' ? [one.measured] : []))
}

function measureSlice(id: string, { column, value, pooled, rows }: Slice, { policy, level, testSet }: SlicedGates): MeasuredSlice {
  const found = metric(id, policy.kind)
  try {
    const slice = { column, value, pooled }
    return { kind: 'measured', measured: measure({ metric: found, rows, slice, level, identical: false, seed: testSet }) }
  } catch (error) {
    // Only where production has no value either are the rows to blame.
    const isOfRows = error instanceof EvaluationError && error.code === 'METRIC_UNDEFINED' && isUndefined(found, rows)
    if (!isOfRows) throw error
    const message = `${column}=${value.slice(0, 100)}: not judged, ${error.message}`
    return { kind: 'undefined', warning: { code: 'SLICE_UNDEFINED', message } }
  }
}

function isUndefined(one: Metric, { candidate, baseline }: ScoredRows): boolean {
  return [candidate, ...(baseline ? [baseline] : [])].every((rows) => !Number.isFinite(one.measure(rows).value))
}

function requireMetric(gate: Gate, { kind }: Policy): void {
  if (gauge(gate.metric, kind).kind === 'metric') return
  throw new EvaluationError('GATE_INVALID', `gate ${gateId(gate)}: ${gate.metric} is measured on all rows and cannot be cut by columns`, {
    hint: 'leave out `by`',
  })
}

interface Judgeable {
  readonly measured: Measured
  readonly paired: Quantity
}

// Holm over all slices of the gate: the more places one looks for harm, the more by chance look harmed.
function judgeGate(gate: Gate, slices: readonly Measured[], { policy: { primary }, whole }: SlicedGates): readonly Finding[] {
  const judgeable = slices.flatMap((measured): readonly Judgeable[] => (measured.paired ? [{ measured, paired: measured.paired }] : []))
  if (judgeable.length === 0) return notJudged(gate, primary, whole.get(gate.metric))
  const asked = boundOf(gate, whole.get(gate.metric)?.evidence ?? { baseline: null })
  const pRules = judgeable.map(({ paired }) => harmP(paired, asked.bound))
  const adjusted = holm(pRules)
  return judgeable.map(({ measured }, at) => {
    const adjustedP = adjusted[at] as number
    return finding({ gate, primary, measured, decision: decideHarm(pRules[at] as number, adjustedP), adjustedP, asked })
  })
}

// A gate never vanishes: where no slice is large enough it is inconclusive, on all rows.
function notJudged(gate: Gate, primary: string, measured: Measured | undefined): readonly Finding[] {
  if (!measured) return []
  const decision = measured.evidence.units.clusters < fewestClusters ? tooFewClusters : tooWeak
  return [finding({ gate, primary, measured, decision })]
}

function refuseTooMany(gates: readonly Gate[], cuts: readonly Cut[]): void {
  const judgedBy = (column: string): number => cuts.find((one) => one.column === column)?.judged.length ?? 0
  const count = gates.flatMap((gate) => gate.by).reduce((sum, column) => sum + judgedBy(column), 0)
  if (count <= mostSliceFindings) return
  throw new EvaluationError('TOO_MANY_SLICES', `${gates.map(gateId).join(', ')}: ${count} slices to judge; ${mostSliceFindings} are allowed`, {
    hint: 'cut by a coarser column: with so many, correction leaves little power in each',
  })
}
