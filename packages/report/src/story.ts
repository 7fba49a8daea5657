import { leakageHeadline } from './details-leakage.ts'
import { escapeMarkdown, excerpt } from './escape-markdown.ts'
import type { ModelView } from './model-view.ts'
import { counted, grouped } from './numbers.ts'
import { blockedStory } from './story-blocked.ts'
import { passStory } from './story-pass.ts'
import { undecidedStory } from './story-undecided.ts'
import { waivedStory } from './story-waived.ts'

/** What is so: a sentence in bold, then the facts behind it, in one paragraph. Only facts of the record. */
export function storyOf(view: ModelView): string {
  switch (view.state) {
    case 'gates pass':
      return passStory(view)
    case 'waived':
      return waivedStory(view)
    case 'blocked':
      if (view.failedChecks.length > 0) return dataStory(view)
      return view.leaks.length > 0 ? leakageStory(view) : blockedStory(view)
    case 'needs a decision':
      return undecidedStory(view)
    case 'not run':
      return notRunStory(view)
    case 'set-up':
      return setUpStory(view)
    case 'untouched':
      return '**Untouched.** Nothing that this model depends on changes.'
  }
}

function dataStory({ report, failedChecks }: ModelView): string {
  const datasets = report.record?.sections.validate?.body.datasets ?? []
  const [first] = failedChecks
  const broken = datasets.filter((dataset) => dataset.checks.some((check) => failedChecks.includes(check)))
  const total = broken.reduce((sum, dataset) => sum + dataset.checks.length, 0)
  const names = broken.map((dataset) => escapeMarkdown(dataset.name)).join(' and ')
  const subject = first?.column ? `${escapeMarkdown(excerpt(first.column, 60))} ` : ''
  const expected = first ? escapeMarkdown(excerpt(first.expected, 120)) : ''
  const rows = first && first.failed > 0 ? ` (${counted(first.failed, 'row')})` : ''
  const undecided = first?.outcome === 'error' ? ' could not be decided' : ' does not hold'
  const what = `“${subject}${expected}”${undecided}${rows}`
  const counts = `${counted(failedChecks.length, 'required check')} of ${grouped(total)} on the ${names} data ${failedChecks.length === 1 ? 'fails' : 'fail'}`
  return `**The data break their contract.** ${counts}: ${what}${failedChecks.length > 1 ? ', and more below' : ''}. ${trained(report.record?.sections.train !== undefined)}`
}

function leakageStory({ leaks, report }: ModelView): string {
  const [first] = leaks
  const more = leaks.length > 1 ? ` ${counted(leaks.length - 1, 'more leak')} below.` : ''
  return `${first ? leakageHeadline(first) : ''}${more} ${trained(report.record?.sections.train !== undefined)}`
}

function trained(done: boolean): string {
  return done ? 'No result on such data counts.' : 'Nothing was trained on them.'
}

function notRunStory({ report, evaluation }: ModelView): string {
  const [failure, ...others] = report.failures
  if (!failure) {
    const missing = report.missing.length > 0 ? report.missing : ['evaluate']
    return `**No result.** ${listed(missing)} left nothing behind in this run: cancelled, skipped, or its result was lost. That is never a pass.`
  }
  const more = others.length > 0 ? ` ${counted(others.length, 'further error')} below.` : ''
  const judged = evaluation ? 'The numbers below stand, the verdict does not.' : 'Nothing was judged, and that is never a pass.'
  return `**${stageErrors[failure.stage] ?? `${escapeMarkdown(excerpt(failure.stage, 40))} ended in an error`}.** ${judged}${more}`
}

const stageErrors: Readonly<Record<string, string>> = {
  plan: 'The plan could not be made',
  validate: 'The data could not be checked',
  train: 'Training failed',
  evaluate: 'The model could not be judged',
  publish: 'Publishing failed',
  promote: 'Promotion failed',
  deploy: 'Deployment failed',
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? sentence(last) : `${sentence(names.slice(0, -1).join(', '))} and ${last}`
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function setUpStory({ evaluation, report }: ModelView): string {
  const why = 'The base branch has no `seaworthy.yml` yet, so there is no policy to judge by.'
  if (evaluation) return `**Set-up: nothing judged.** ${why} The table shows what the policy proposed here says of the first model.`
  const failed = report.failures.length > 0 ? ' The proposed set-up does not run yet: see below.' : ''
  return `**Set-up: nothing judged.** ${why}${failed}`
}
