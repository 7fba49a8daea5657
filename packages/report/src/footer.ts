import { shortDigest } from '@seaworthy/record'
import { recipeText } from './beside-words.ts'
import { valueDecimals } from './difference-text.ts'
import { timeText } from './differences.ts'
import { codeSpan, escapeMarkdown, excerpt, link } from './escape-markdown.ts'
import { metricTitle } from './metric-words.ts'
import type { ModelView } from './model-view.ts'
import { roundUp } from './next-step.ts'
import { counted, percent, plain } from './numbers.ts'
import { clustersText, isUnclustered } from './unit-words.ts'
import { versionCode } from './version-words.ts'

/** Warnings that stand where they belong: beside the gate, in the folded parts. */
const toldElsewhere = new Set(['LOW_PASS_IF_EQUAL', 'PROBE_LIMITED', 'EXPLANATION_CUT'])

/** Below this, an equally good model fails too often: the margin that would make it so is named. */
export const enoughPower = 0.8

/** The small print of one model: what the verdict rests on, and where the test is weak. */
export function footerOf(view: ModelView): string {
  const parts = [...identity(view), ...testFacts(view), ...harnessFacts(view), ...recipeFacts(view), ...powerFacts(view), ...cautions(view)]
  return `<sub>${parts.join(' · ')}</sub>`
}

function identity({ report, input }: ModelView): readonly string[] {
  const commit = codeSpan(input.commit.slice(0, 7))
  const repository = input.links.repository
  const parts = [`commit ${link(commit, repository === null ? null : `${repository}/commit/${encodeURIComponent(input.commit)}`)}`]
  if (input.run) parts.push(link(`run ${escapeMarkdown(excerpt(input.run.id, 30))}`, input.run.url))
  if (report.digest) parts.push(`record ${codeSpan(shortDigest(report.digest))}`)
  return [...parts, ...report.reused.map(({ stage, url }) => `${stage} reused from ${link('an earlier run', url)}`)]
}

function testFacts({ evaluation, primary }: ModelView): readonly string[] {
  if (!evaluation || evaluation.identical) return []
  const { dataset, baseline } = evaluation
  const design = primary?.designEffect
  const effect = design === null || design === undefined ? '' : `, design effect ${plain(Number(design.toPrecision(2)))}`
  if (dataset.rows === 0) return []
  const units = isUnclustered(dataset) ? `**${dataset.unit}s assumed independent**` : `intervals over ${clustersText(dataset)}${effect}`
  const few = dataset.clusters < 30 && !isUnclustered(dataset) ? [`${clustersText(dataset)} are few`] : []
  const published = baseline?.publishedAt ? [`production published ${timeText(baseline.publishedAt).slice(0, 10)}`] : []
  return [units, ...few, ...published]
}

function harnessFacts({ evaluation }: ModelView): readonly string[] {
  const harness = evaluation?.harness
  if (!harness) return []
  return [
    `measured by a command of ${harness.from === 'base' ? 'the base branch' : 'this change'}, which left results of ${escapeMarkdown(harness.format)}`,
  ]
}

function recipeFacts({ report, evaluation, primary }: ModelView): readonly string[] {
  const text = evaluation && primary && recipeText(evaluation, valueDecimals(primary))
  const anchor = evaluation?.anchor && evaluation.anchor.version !== evaluation.baseline?.version ? evaluation.anchor : null
  return [...(text ? [text] : []), ...(anchor ? [`anchor ${versionCode(report.model, anchor.version)}: the last release shown better`] : [])]
}

function powerFacts({ plainFindings, evaluation }: ModelView): readonly string[] {
  const finding = plainFindings.find((candidate) => candidate.primary && candidate.rule === 'non_inferior')
  if (!finding || evaluation?.identical || finding.minimumDetectableEffect === null) return []
  const smallest = roundUp(finding.minimumDetectableEffect)
  const facts = [`smallest difference in ${metricTitle(finding.evidence)} that this test decides: ${plain(smallest)}`]
  if (finding.passIfEqual === null) return facts
  const often = `an equally good model would pass in ${percent(Number(finding.passIfEqual.toFixed(2)))} of cases`
  return [...facts, finding.passIfEqual < enoughPower ? `${often}: a margin of ${plain(smallest)} would make it 80%` : often]
}

function cautions({ report, evaluation }: ModelView): readonly string[] {
  const baseline = evaluation?.baseline
  const levels = [...new Set((evaluation?.evidence ?? []).map((evidence) => evidence.level))].filter((level) => level !== 'measured')
  // What powerFacts has said already.
  const warnings = (evaluation?.warnings ?? []).filter(({ code }) => !toldElsewhere.has(code))
  return [
    ...levels.map((level) => `evidence: **${level}**, not measured`),
    ...(report.isolation === 'none' ? ['isolation: none (trained on the machine that judged)'] : []),
    ...(baseline?.signature === 'unsigned'
      ? [`production ${versionCode(report.model, baseline.version)} is unsigned: anyone with write access could have made it`]
      : []),
    ...(baseline?.signature === 'local' ? ['production is a local file'] : []),
    ...warnings.slice(0, 5).map(({ message }) => escapeMarkdown(excerpt(message, 200))),
    ...(warnings.length > 5 ? [`${counted(warnings.length - 5, 'more warning')}`] : []),
  ]
}
