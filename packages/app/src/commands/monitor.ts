import { historyOf, monitor, openRetraining, requireConfig } from '@seaworthy/pipeline'
import { renderIssue } from '@seaworthy/report'
import { z } from 'zod'
import { chosenNames } from '../chosen-models.ts'
import { defineCommand, done } from '../command.ts'
import { modelInput } from '../inputs.ts'

export const monitorCommand = defineCommand({
  name: 'monitor',
  summary: 'New data and mature labels against the release in production, with a decision and its reasons',
  purpose:
    'Compares files that no lock names yet with the reference profile of the release (effect and significance), measures calibration and performance on their labels, and decides: none, investigate or retrain. It writes nothing but its own section.',
  surfaces: ['action', 'terminal'],
  inputs: z.object({ model: modelInput }),
  outputs: {
    decision: '`none`, `investigate` or `retrain`: the strongest over the models.',
    models: 'The models that were looked at, as a JSON list.',
  },
  permissions: { contents: 'read', issues: 'read' },
  reasons: { contents: 'to fetch the release in production', issues: 'to read earlier looks from the issue' },
  triggers: '`schedule` and `workflow_dispatch` on the default branch.',
  examples: ['seaworthy monitor --model flight-delay'],
  failures: ['NO_PRODUCTION', 'NO_MONITOR_DECLARED', 'PROFILE_MISSING', 'PROFILE_INVALID'],
  async run({ model }, { line, progress }) {
    const config = await requireConfig(line.tree, await line.tree.head())
    const names = chosenNames(
      model,
      config.models.filter((one) => one.monitor).map((one) => one.name),
    )
    const looks = []
    for (const name of names) {
      progress(`watching ${name}`)
      const history = await historyOf(line, name)
      looks.push(await monitor(line, { name, history: history.looks, retrainedAt: history.retrainedAt }))
    }
    const decisions = looks.map((look) => look.body.decision)
    const decision = decisions.includes('retrain') ? 'retrain' : decisions.includes('investigate') ? 'investigate' : 'none'
    const at = line.clock.now().toISOString()
    const markdown = looks.map((look) => renderIssue({ section: look, history: [], pullRequest: null, at })).join('\n\n')
    return done({ outputs: { decision, models: JSON.stringify(names) }, json: looks, markdown })
  },
})

export const retrainCommand = defineCommand({
  name: 'retrain',
  summary: 'One issue for each watched model, and the pull request that retrains it',
  purpose:
    'Acts on what `monitor` left in the same job: opens, updates or closes the one issue of a model; where the decision is to retrain, opens a pull request that changes `seaworthy.lock` and nothing else, and dispatches the line on its branch. It trains nothing beside its write token.',
  surfaces: ['action'],
  inputs: z.object({ model: modelInput }),
  outputs: {
    issue: 'URL of the issue; empty where there is none.',
    'pull-request': 'URL of the retraining pull request; empty where there is none.',
  },
  permissions: { contents: 'write', issues: 'write', 'pull-requests': 'write', actions: 'write' },
  reasons: {
    contents: 'to make the branch',
    issues: 'to keep the issue',
    'pull-requests': 'to open the pull request',
    actions: 'to start the line on it',
  },
  triggers: '`schedule` and `workflow_dispatch` on the default branch, after `monitor` in the same job.',
  examples: [],
  failures: ['SECTION_MISSING', 'PERMISSION_MISSING'],
  async run({ model }, { line }) {
    const config = await requireConfig(line.tree, await line.tree.head())
    const lines: string[] = []
    let outputs = { issue: '', 'pull-request': '' }
    for (const name of chosenNames(
      model,
      config.models.filter((one) => one.monitor).map((one) => one.name),
    )) {
      const look = await line.sections.own(name, 'monitor')
      if (!look) continue
      const { issue, pull } = await openRetraining(line, look.section)
      outputs = { issue: issue?.url ?? '', 'pull-request': pull?.url ?? '' }
      lines.push(
        `- **${name}**: ${look.section.body.decision}${issue ? `, [issue](${issue.url})${issue.state === 'closed' ? ' closed' : ''}` : ''}${pull ? `, [pull request](${pull.url})` : ''}`,
      )
    }
    return done({ outputs, json: outputs, markdown: `${lines.join('\n')}\n` })
  },
})
