import { type CandidateRecord, type Digest, type Finding, modelOf, recordDigest } from '@seaworthy/record'
import { whatIsDifferent } from './differences.ts'
import { ReportError } from './errors.ts'
import { codeSpan, excerpt, link } from './escape-markdown.ts'
import { metricsTable } from './metrics-table.ts'
import { type ModelView, viewOf } from './model-view.ts'
import { bytesText, counted } from './numbers.ts'
import { storyOf } from './story.ts'
import { testRows } from './unit-words.ts'
import { versionName, versionTag } from './version-words.ts'
import { waiversText } from './waiver-words.ts'

export interface ReleaseText {
  readonly version: string
  /** https://github.com/acme/flights, where known. */
  readonly repository: string | null
  readonly signature: 'key' | 'unsigned'
  readonly sourceCommit: string
  /** The pull request that was merged, where there was one. */
  readonly pullRequest: { readonly number: number; readonly url: string } | null
}

/**
 * The body of a GitHub Release: what the model is worth, on what, compared with what, and how to verify that the bytes are those.
 * @throws {ReportError} `NO_EVALUATION` for a record that was never judged.
 */
export function releaseNotes(record: CandidateRecord, text: ReleaseText): string {
  const view = releaseView(record)
  const parts = [
    storyOf(view),
    waiversText(view),
    metricsTable(view)?.replace('this pull request', 'this version') ?? null,
    whatIsDifferent(view),
    bytesPart(record, text),
    verifyPart(record, text),
    origin(text),
  ]
  return `${parts.filter((part) => part !== null).join('\n\n')}\n`
}

/** The record as a report on one touched model, without what only a pull request has. */
export function releaseView(record: CandidateRecord): ModelView {
  if (!record.sections.evaluate)
    throw new ReportError('NO_EVALUATION', `the record of "${record.model}" at ${record.commit.slice(0, 7)} holds no evaluation`, {
      hint: 'judge the model before publishing it',
    })
  const report = {
    model: record.model,
    touched: true,
    nextVersion: null,
    record,
    digest: recordDigest(record),
    failures: [],
    missing: [],
    reused: [],
    isolation: null,
    samplesShown: false,
  }
  const input = {
    commit: record.commit,
    run: null,
    models: [report],
    policyEdited: false,
    setUp: false,
    fork: false,
    links: { repository: null, summary: null },
  }
  return viewOf(report, input)
}

function bytesPart(record: CandidateRecord, { signature }: ReleaseText): string {
  const model = modelOf(record)
  const signed =
    signature === 'key' ? 'Signed with the key of this repository (`seaworthy.pub`).' : '**Not signed:** anyone with write access could have made it.'
  const judged = record.sections.evaluate ? ` Judged on ${testRows(record.sections.evaluate.body.dataset)}.` : ''
  return `${model ? `The model is ${codeSpan(excerpt(model.name, 100))}, ${bytesText(model.bytes)}: the very bytes that were judged.` : ''}${judged} ${signed}`
}

function verifyPart(record: CandidateRecord, { version }: ReleaseText): string {
  const rows = [`model ${digestLine(modelOf(record)?.digest ?? null)}`, `record ${digestLine(recordDigest(record))}`]
  return `\`\`\`sh\nseaworthy pull --model ${record.model} --version ${versionName(record.model, version).replace(/^v/, '')}   # downloads and verifies\n\`\`\`\n\n${rows.map((row) => `- ${row}`).join('\n')}`
}

function digestLine(digest: Digest | null): string {
  return digest === null ? 'unknown' : `\`${digest}\``
}

function origin({ sourceCommit, repository, pullRequest }: ReleaseText): string {
  const commit = link(codeSpan(sourceCommit.slice(0, 7)), repository === null ? null : `${repository}/commit/${encodeURIComponent(sourceCommit)}`)
  const from = pullRequest ? ` · ${link(`pull request #${pullRequest.number}`, pullRequest.url)}` : ''
  return `<sub>from commit ${commit}${from}</sub>`
}

/**
 * The README.md of a registry commit: a short model card made of facts of the record.
 * @throws {ReportError} `NO_EVALUATION` for a record that was never judged.
 */
export function modelReadme(record: CandidateRecord, text: ReleaseText): string {
  const view = releaseView(record)
  const parts = [
    `# ${record.model} ${versionName(record.model, text.version)}`,
    storyOf(view),
    waiversText(view),
    '## Evaluation',
    metricsTable(view)?.replace('this pull request', 'this version') ?? null,
    '## Made from',
    madeFrom(view, text),
    '## Limits',
    limits(view),
    '## Verify',
    verifyPart(record, text),
    `This commit holds \`record.json\`, from which all of this was written. The model is in the release ${versionTag(record.model, text.version)}.`,
  ]
  return `${parts.filter((part) => part !== null).join('\n\n')}\n`
}

function madeFrom({ report, evaluation }: ModelView, { sourceCommit }: ReleaseText): string {
  const train = report.record?.sections.train?.body
  const facts = [
    `- source commit ${codeSpan(sourceCommit)}`,
    ...(evaluation ? [`- task ${codeSpan(excerpt(evaluation.task, 60))}`] : []),
    ...(train
      ? [`- trained by ${codeSpan(excerpt(train.command, 200))} with seed ${train.seed} on ${counted(train.data.rows, 'row')}`]
      : ['- imported: it was not trained here']),
    ...Object.entries(train?.params?.values ?? {})
      .slice(0, 50)
      .map(([name, value]) => `- ${codeSpan(excerpt(name, 60))}: ${codeSpan(excerpt(String(value), 80))}`),
  ]
  return facts.join('\n')
}

function limits({ evaluation }: ModelView): string {
  if (!evaluation) return ''
  const { dataset, evidence, slicing } = evaluation
  const levels = [...new Set(evidence.map((item) => item.level))].join(', ')
  const slices = slicing.map(({ column, values, judged }) => `${codeSpan(excerpt(column, 60))} (${judged} of ${values} values judged)`)
  return [
    `- Judged on ${testRows(dataset)}; evidence: ${levels}.${dataset.unit === 'row' ? ' Rows were assumed independent.' : ''}`,
    sliceLimits(evaluation.findings, slices),
    '- Data other than these are outside of what was shown.',
  ].join('\n')
}

function sliceLimits(findings: readonly Finding[], slices: readonly string[]): string {
  const sliced = findings.filter((finding) => finding.evidence.slice !== null)
  if (sliced.length === 0) return '- No slices were judged.'
  const worse = sliced.filter((finding) => finding.verdict === 'fail').length
  const shown =
    worse === 0
      ? 'None was shown worse than production by more than the policy allows; that is not proof that none is.'
      : `${counted(worse, 'slice was', 'slices were')} shown worse than production, which the policy allows with a warning.`
  return `- Compared by slice: ${slices.join(', ')}. ${shown}`
}
