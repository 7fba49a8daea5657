import type { ColumnDrift } from '@seaworthy/record'
import { benjaminiHochberg } from './benjamini-hochberg.ts'
import { type ColumnEvidence, columnEvidence, largeStability, missingRateThreshold, smallestSample, stabilityThreshold } from './column-evidence.ts'
import { type ColumnPair, newCategories } from './column-sample.ts'
import { MonitoringError } from './errors.ts'
import { percent, pValueText, sensible } from './number-text.ts'
import type { ColumnProfile, Profile } from './profile.ts'

const maxNamedCategories = 100

/**
 * Compares new data with the reference, column by column. A column drifts when the effect is large enough to matter **and** too
 * large for chance: a population stability index of at least 0.1 (0.25 is called large), or a missing rate that differs by at
 * least 0.05, with p under `alpha` after Benjamini and Hochberg's correction over all tests of all columns. p of the
 * distribution is that of the two-sample chi-square test on the same bins. Under 100 values on a side nothing is said.
 * Numbers derived from texts, images and vectors are compared where both sides have them, after the columns. Numeric columns also list the Kolmogorov-Smirnov and Wasserstein statistics, as information. Columns follow the reference's order.
 * @throws {MonitoringError} `PROFILES_DIFFER` when a column is missing, changed its kind, or was counted on other bins.
 */
export function compareProfiles(options: {
  readonly reference: Profile
  readonly current: Profile
  /** @default 0.01 */
  readonly alpha?: number
}): readonly ColumnDrift[] {
  const { reference, current, alpha = 0.01 } = options
  const derived: Profile = { ...current, columns: derivedOf(current) }
  const isDerived = new Set(derived.columns.map(({ name }) => name))
  const evidence = [
    ...reference.columns.map((column) => pairOf(column, current)),
    ...derivedOf(reference)
      .filter(({ name }) => isDerived.has(name))
      .map((column) => pairOf(column, derived)),
  ].map(columnEvidence)
  const tested = evidence.flatMap(({ shift, missing }) => [shift, missing].filter((test) => test !== null))
  const adjusted = benjaminiHochberg(tested.map((test) => test.pValue))
  const adjustedP = new Map(tested.map((test, at) => [test, adjusted[at] ?? 1]))
  return evidence.map((column) => columnDrift(column, adjustedP, alpha))
}

function derivedOf({ derived }: Profile): readonly ColumnProfile[] {
  return [...(derived?.columns ?? []), ...(derived?.apart ?? [])]
}

type AdjustedP = ReadonlyMap<NonNullable<ColumnEvidence['shift']>, number>

function columnDrift(evidence: ColumnEvidence, adjustedP: AdjustedP, alpha: number): ColumnDrift {
  const { reference } = evidence.pair
  const findings = [shiftFinding(evidence, adjustedP, alpha), missingFinding(evidence, adjustedP, alpha)]
  const drifted = findings.some((finding) => finding.drifted)
  const told = findings.filter((finding) => finding.drifted === drifted && finding.reason !== null)
  return {
    column: reference.name,
    kind: reference.kind,
    drifted,
    reason: told.map((finding) => finding.reason).join('; '),
    tests: evidence.tests,
    newCategories: (reference.hidden === true ? [] : newCategories(evidence.pair))
      .slice(0, maxNamedCategories)
      .map(({ value }) => value.slice(0, 200)),
  }
}

interface ColumnFinding {
  readonly drifted: boolean
  readonly reason: string | null
}

function shiftFinding({ pair, shift }: ColumnEvidence, adjustedP: AdjustedP, alpha: number): ColumnFinding {
  if (pair.reference.kind === 'datetime') return { drifted: false, reason: timeRange(pair.current) }
  if (!shift) {
    const smaller = Math.min(pair.reference.count, pair.current.count)
    return { drifted: false, reason: `insufficient: ${smaller} values on one side, ${smallestSample} are needed` }
  }
  const p = adjustedP.get(shift) ?? 1
  const size = `PSI ${shift.effect < 0.001 ? 'under 0.001' : sensible(shift.effect)}`
  if (shift.effect < stabilityThreshold) return { drifted: false, reason: `effect below threshold: ${size} of ${stabilityThreshold}` }
  if (p >= alpha) return { drifted: false, reason: `not beyond chance: ${size}, adjusted ${pValueText(p)}` }
  return { drifted: true, reason: `${shift.effect >= largeStability ? 'large shift' : 'shift'}: ${size}, adjusted ${pValueText(p)}` }
}

function missingFinding({ missing }: ColumnEvidence, adjustedP: AdjustedP, alpha: number): ColumnFinding {
  if (!missing || Math.abs(missing.effect) < missingRateThreshold) return { drifted: false, reason: null }
  const change = `missing values ${missing.effect > 0 ? 'rise' : 'fall'} by ${percent(Math.abs(missing.effect))}`
  const p = adjustedP.get(missing) ?? 1
  return { drifted: p < alpha, reason: `${change}, adjusted ${pValueText(p)}` }
}

function timeRange({ datetime }: ColumnProfile): string {
  return datetime?.min && datetime.max ? `a time: ${datetime.min} to ${datetime.max}, not compared` : 'a time without values'
}

function pairOf(reference: ColumnProfile, profile: Profile): ColumnPair {
  const current = profile.columns.find((column) => column.name === reference.name)
  const differ = (how: string) =>
    new MonitoringError('PROFILES_DIFFER', `column "${reference.name}" ${how}`, {
      hint: 'count the new data on the columns and edges of the reference profile',
    })
  if (!current) throw differ('is in the reference and not in the new data')
  if (current.kind !== reference.kind) throw differ(`was ${reference.kind} and is now ${current.kind}`)
  const edges = reference.numeric?.edges ?? []
  const others = current.numeric?.edges ?? []
  if (edges.length !== others.length || edges.some((edge, at) => edge !== others[at])) throw differ('was counted on other bins')
  return { reference, current }
}
