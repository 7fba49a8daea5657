import type { Warning } from '@seaworthy/record'
import { markdownTable } from 'markdown-table'
import { notes, type UnitsView, unitsText } from './described-table.ts'
import { differenceDecimals } from './difference-text.ts'
import { codeSpan } from './escape-markdown.ts'
import { counted, fixed, grouped, percent, plain, pValue as pText } from './numbers.ts'

type Verdict = 'pass' | 'fail' | 'inconclusive'
type Rule = 'non_inferior' | 'superior' | 'no_regression'

/** What `seaworthy compare` says of two predictions files. */
export interface ComparedView {
  readonly units: UnitsView
  readonly verdict: Verdict
  readonly rule: Rule
  readonly comparisons: readonly ComparedMetric[]
  readonly slices: readonly ComparedSlice[]
  /** Metrics of which no slice was large enough. */
  readonly notCut: readonly string[]
  readonly warnings: readonly Warning[]
}

interface Compared {
  readonly metric: string
  readonly difference: number | null
  readonly interval: readonly [number, number] | null
  readonly margin: number
  readonly verdict: Verdict
}

export interface ComparedMetric extends Compared {
  readonly candidate: number
  readonly baseline: number
  readonly pValue: number | null
  readonly method: string
  readonly test: string | null
  readonly relativeMargin: number | null
  readonly discordant: { readonly candidateOnly: number; readonly baselineOnly: number } | null
  readonly minimumDetectableEffect: number | null
  readonly unitsToDecide: number | null
  readonly passIfEqual: number | null
}

export interface ComparedSlice extends Compared {
  readonly slice: { readonly column: string; readonly value: string; readonly pooled: boolean }
  readonly n: number
  readonly adjustedP: number | null
}

const marks: { readonly [V in Verdict]: string } = { pass: '✅ pass', fail: '❌ fail', inconclusive: '⚠️ undecided' }

/** The verdict, each metric with its paired difference, the slices, and how much this test set can tell. */
export function comparedTable({ units, verdict, rule, comparisons, slices, notCut, warnings }: ComparedView): string {
  const paired = { ...units, noun: `paired ${units.noun}`, plural: `paired ${units.plural}` }
  const rows = comparisons.map((one) => {
    const decimals = decimalsIn(one)
    return [codeSpan(one.metric), fixed(one.candidate, decimals), fixed(one.baseline, decimals), differenceIn(one, decimals), marks[one.verdict]]
  })
  return [
    `## ${marks[verdict]}`,
    `${unitsText(paired)}. ${asked(rule, comparisons)} A difference above zero is better.`,
    markdownTable([['metric', 'candidate', 'baseline', 'difference (95%)', 'verdict'], ...rows], { align: ['l', 'r', 'r', 'r', 'l'] }),
    comparisons.map(detail).join('\n'),
    ...slicesText(slices, units, notCut),
    ...notes(warnings),
  ]
    .join('\n\n')
    .concat('\n')
}

function asked(rule: Rule, comparisons: readonly ComparedMetric[]): string {
  const margins = [...new Set(comparisons.map(({ margin }) => margin))]
  const shares = [...new Set(comparisons.map(({ relativeMargin }) => relativeMargin))]
  const [share = null] = shares
  const margin = share === null ? plain(margins[0] ?? 0) : `${plain(share * 100)}% of the baseline's value`
  switch (rule) {
    case 'non_inferior':
      return `The candidate must be shown worse by no more than ${margin}.`
    case 'superior':
      return `The candidate must be shown better${margin === '0' ? '' : ` by more than ${margin}`}.`
    case 'no_regression':
      return `The candidate must not be shown worse by more than ${margin}.`
  }
}

function detail(one: ComparedMetric): string {
  const { metric, pValue, method, test, discordant, minimumDetectableEffect, passIfEqual, unitsToDecide, relativeMargin, margin } = one
  const parts = [
    `${method.replaceAll('_', ' ')}${pValue === null ? '' : `, ${pText(pValue)}${test === null ? '' : ` (${test})`}`}`,
    ...(relativeMargin === null ? [] : [`margin ${plain(margin)}`]),
    ...(discordant
      ? [`${grouped(discordant.candidateOnly)} right in the candidate alone, ${grouped(discordant.baselineOnly)} in the baseline alone`]
      : []),
    ...(minimumDetectableEffect === null ? [] : [`a difference of ${plain(minimumDetectableEffect)} shows in 80%`]),
    ...(passIfEqual === null ? [] : [`an equal model passes in ${percent(passIfEqual)}`]),
    ...(one.verdict === 'inconclusive' && unitsToDecide !== null ? [`about ${counted(unitsToDecide, 'unit')} would decide`] : []),
  ]
  return `- ${codeSpan(metric)}: ${parts.join('; ')}`
}

/** A table of more is read by nobody; JSON has all. */
const mostSlices = 30

function slicesText(slices: readonly ComparedSlice[], { plural }: UnitsView, notCut: readonly string[]): readonly string[] {
  const left = notCut.length === 0 ? [] : [`No slice of ${notCut.map(codeSpan).join(', ')} is large enough to be judged.`]
  if (slices.length === 0) return left
  const failed = slices.filter(({ verdict }) => verdict === 'fail').length
  const said =
    failed === 0 ? `None of ${counted(slices.length, 'slice')} is shown worse` : `${failed} of ${counted(slices.length, 'slice')} shown worse`
  const tables = [...Map.groupBy(slices, ({ metric }) => metric)].map(([metric, of]) => slicesOfMetric(metric, of, plural))
  return [`**${said}**, after Holm's correction for each metric.`, ...tables, ...left]
}

function slicesOfMetric(metric: string, slices: readonly ComparedSlice[], plural: string): string {
  const worst = slices.toSorted((one, other) => order[one.verdict] - order[other.verdict] || (one.adjustedP ?? 1) - (other.adjustedP ?? 1))
  const rows = worst
    .slice(0, mostSlices)
    .map((one) => [
      `${codeSpan(one.slice.column)} ${one.slice.pooled ? 'other' : codeSpan(one.slice.value)}`,
      grouped(one.n),
      differenceIn(one, decimalsIn(one)),
      marks[one.verdict],
    ])
  const rest = slices.length > mostSlices ? `\n\nand ${grouped(slices.length - mostSlices)} more` : ''
  return `${markdownTable([[codeSpan(metric), plural, 'difference (95%)', 'verdict'], ...rows], { align: ['l', 'r', 'r', 'l'] })}${rest}`
}

const order: { readonly [V in Verdict]: number } = { fail: 0, inconclusive: 1, pass: 2 }

function decimalsIn({ difference, interval, margin }: Compared): number {
  return interval && difference !== null ? differenceDecimals(difference, interval, [0, margin, -margin]) : 4
}

function differenceIn({ difference, interval }: Compared, decimals: number): string {
  if (difference === null) return ''
  return interval
    ? `${signed(difference, decimals)} [${interval.map((end) => signed(end, decimals)).join(', ')}]`
    : `${signed(difference, decimals)}, no interval`
}

function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals)
  return text.startsWith('−') ? text : `+${text}`
}
