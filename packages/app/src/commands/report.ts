import { type Reported, renderRun, report, reportComment, reportExpired, reportFork, reportNotPlanned } from '@seaworthy/pipeline'
import { z } from 'zod'
import { defineCommand, done, type Outcome } from '../command.ts'
import type { Context } from '../context.ts'

export const reportCommand = defineCommand({
  name: 'report',
  summary: 'One comment for all models, kept up to date, and the status that a merge waits for',
  purpose:
    "Gathers what the stages of this run left, proves the chain of digests, and writes the one comment and the `seaworthy` status. After a run of a fork it runs in the trusted workflow, reads that run's sections as foreign data, and finds the pull request from what GitHub says of the run. After a comment it writes the report of the head's last run anew, with the waivers that approvers said (`/seaworthy waive COMMIT GATE because REASON`). On a schedule it does so for open pull requests whose waiver has ended. Run it with `if: always()`: a missing section is said, never passed over.",
  surfaces: ['action', 'terminal'],
  inputs: z.object({}),
  outputs: { verdict: 'State of the status: `success`, `failure`, `error`.', comment: 'URL of the comment.', description: 'Text of the status.' },
  permissions: { contents: 'read', statuses: 'write', 'pull-requests': 'write', actions: 'read' },
  reasons: {
    contents: 'to read the repository',
    statuses: 'to settle the status',
    'pull-requests': 'to write the comment',
    actions: "to read a fork's run, or the run that a comment is about",
  },
  triggers:
    '`pull_request` of the same repository and `workflow_dispatch`, as the last job; `workflow_run` for forks; `issue_comment` for waivers, `schedule` for their end.',
  examples: ['seaworthy report --format markdown'],
  failures: ['PLAN_MISSING', 'PULL_REQUEST_NOT_FOUND', 'PERMISSION_MISSING', 'SECTION_INVALID', 'FOREIGN_SECTION', 'BROKEN_CHAIN'],
  async run(_inputs, { line, event, plan }) {
    if (line.identity.run.event === 'schedule') return endedWaivers(line)
    const reported = await reportOn({ line, event, plan })
    if (!reported) return done({ json: { reported: false }, markdown: `Nothing to report: ${nothing[event.kind] ?? 'nothing was judged'}.\n` })
    const { state, description, commentUrl, candidates, summary, comment } = reported
    // The status carries the verdict; the reporter's own job is red only where it could not report.
    return done({
      exitCode: event.kind === 'local' && state !== 'success' ? 1 : 0,
      outputs: { verdict: state, description, comment: commentUrl ?? '' },
      json: {
        state,
        description,
        models: candidates.map(({ planned, digest, record, missing, failures }) => ({
          model: planned.name,
          record: digest,
          sections: record?.sections ?? {},
          missing,
          failures,
        })),
      },
      markdown: event.kind === 'local' ? comment : summary,
    })
  },
})

/** Of many pull requests there is no one verdict. */
async function endedWaivers(line: Context['line']): Promise<Outcome> {
  const written = await reportExpired(line)
  const lines = written.map(({ pullRequest, reported: { state, description } }) => `- #${pullRequest}: ${state}, ${description}\n`)
  const markdown = lines.length > 0 ? lines.join('') : 'No waiver of an open pull request has ended.\n'
  return done({ json: { reported: written.map(({ pullRequest, reported: { state } }) => ({ pullRequest, state })) }, markdown })
}

const nothing: { readonly [K in Context['event']['kind']]?: string } = {
  'run-ended': 'that run is of this repository and has reported by itself',
  comment: 'the pull request is closed, or no run has ended on its head',
}

/** Null where there is nothing to say. */
async function reportOn({ line, event, plan }: Pick<Context, 'line' | 'event' | 'plan'>): Promise<Reported | null> {
  switch (event.kind) {
    case 'run-ended':
      return reportFork(line, event.runId)
    case 'comment':
      return reportComment(line, event.pullRequest)
    case 'local':
      return renderRun(line, await plan())
    case 'change':
    case 'dispatched-change':
    case 'main':
      return (await reportUnplanned({ line, event })) ?? (await report(line, await plan()))
  }
}

/** Null where there is a plan, or nothing that could be told without one. */
async function reportUnplanned({ line, event }: Pick<Context, 'line' | 'event'>): Promise<Reported | null> {
  if ((event.kind !== 'change' && event.kind !== 'dispatched-change') || (await line.sections.loadPlan())) return null
  const fork = event.kind === 'change' && event.fork
  return reportNotPlanned(line, { commit: event.head, pullRequest: event.pullRequest, fork })
}
