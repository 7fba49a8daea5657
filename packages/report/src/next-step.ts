import { codeSpan, excerpt } from './escape-markdown.ts'
import type { ModelView } from './model-view.ts'
import { plain } from './numbers.ts'
import { clustersText } from './unit-words.ts'
import { waiverStep } from './waiver-words.ts'

/** One next step and who may take it; null where there is nothing to do. */
export function nextStep(view: ModelView): string | null {
  const step = stepOf(view)
  return step === null ? null : `**Next:** ${step}${waiverStep(view)}`
}

function stepOf(view: ModelView): string | null {
  switch (view.state) {
    case 'gates pass':
    case 'waived':
    case 'untouched':
      return null
    case 'blocked':
      if (view.failedChecks.length > 0) return dataStep(view)
      return view.leaks.length > 0
        ? 'the author parts the splits anew (by time, or by the id that both share), and runs `seaworthy lock`; what each kind of leakage does stands under `leakage` in the configuration of the base branch.'
        : 'the author mends the model and pushes; each commit is judged anew. To accept it as it is, whoever owns the policy changes the gate on the base branch first, in a pull request of its own.'
    case 'needs a decision':
      return decisionStep(view)
    case 'not run':
      return view.report.failures.length > 0
        ? 'the author mends what the error names and pushes, or someone with write access re-runs the failed jobs.'
        : 'someone with write access re-runs the workflow.'
    case 'set-up':
      return 'a maintainer merges this pull request; from then on every pull request is judged by the policy on the base branch.'
  }
}

function dataStep({ report, failedChecks }: ModelView): string {
  const datasets = report.record?.sections.validate?.body.datasets ?? []
  const contract = datasets.find((dataset) => dataset.checks.some((check) => failedChecks.includes(check)))?.contract
  const named = contract ? ` ${codeSpan(excerpt(contract.path, 100))}` : ''
  return `the author adds mended files and runs \`seaworthy lock\`; if the data are right and the contract is not, its owners change the contract${named} on the base branch.`
}

function decisionStep({ evaluation, blockers }: ModelView): string {
  const [finding] = blockers
  const owners = 'whoever owns the policy decides, in a pull request of its own'
  if (!finding || !evaluation) return `add a gate that applies, as \`at_least\`: ${owners}.`
  if (finding.reason === 'evidence_too_weak')
    return 'release the model in a format that can be loaded here (ONNX), so that it is measured; or, if the level asked for is wrong, its owners change it on the base branch.'
  const enough = finding.unitsToDecide
  const window =
    enough === null || enough <= evaluation.dataset.clusters
      ? 'a longer test window'
      : `a test window of about ${clustersText({ ...evaluation.dataset, rows: enough, clusters: enough })}`
  const margin =
    finding.rule === 'non_inferior' && finding.minimumDetectableEffect !== null
      ? `, or a margin of ${plain(roundUp(finding.minimumDetectableEffect))},`
      : ''
  return `${window}${margin} would let the test decide: whoever owns the policy chooses, in a pull request of its own.`
}

/** Two significant digits, upwards: a margin that is promised to suffice must not be rounded down. @example roundUp(0.01279) // 0.013 */
export function roundUp(value: number): number {
  if (!(value > 0)) return value
  const scale = 10 ** (1 - Math.floor(Math.log10(value)))
  return Number((Math.ceil(value * scale - 1e-9) / scale).toPrecision(2))
}
