import { commandNamed } from '../table.ts'
import { quoted } from './action-document.ts'
import { checkoutAction, ownAction, ownRepository, unreleased } from './owner.ts'

/** A chain of stages in one job. A composite never uses a composite. */
export interface Composite {
  readonly name: string
  readonly summary: string
  readonly purpose: string
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly fallback: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly from: string }>>
  readonly steps: readonly CompositeStep[]
}

export interface CompositeStep {
  /** The stage that it runs. */
  readonly stage: string
  readonly with: Readonly<Record<string, string>>
  /** Permissions that the stage does without, as it is called here. */
  readonly spares?: readonly string[]
}

const expression = (text: string) => `$${`{{ ${text} }}`}`

export const composites: readonly Composite[] = [
  {
    name: 'candidate',
    summary: 'Validate, train, evaluate and a summary, in one job',
    purpose:
      'For a small model on a hosted runner: the line of a pull request in a single job, with a job summary and artifacts. It holds no write token, since user code runs in it; add the `report` action in a job of its own for the comment. The report says `isolation: none`.',
    inputs: { model: { description: 'Model to work on; empty for every model that the change touches.', fallback: '' } },
    outputs: { verdict: { description: '`pass`, `fail` or `inconclusive`.', from: 'evaluate' } },
    steps: [
      { stage: 'plan', with: { for: 'change', quiet: 'true' }, spares: ['statuses'] },
      { stage: 'validate', with: { model: expression('inputs.model') } },
      { stage: 'train', with: { model: expression('inputs.model'), isolation: 'none' } },
      { stage: 'evaluate', with: { model: expression('inputs.model') } },
    ],
  },
  {
    name: 'ship',
    summary: 'Judge again, publish and promote what main has and the registry lacks',
    purpose:
      'The second half of the trusted workflow, in one job without user code: validates the locked data, judges the bytes that the pull request trained against the production of this moment by the policy of main before the change, publishes those very bytes, and promotes them. A blocked model is not published, keeps no other from being published, and turns the job red.',
    inputs: { 'signing-key': { description: 'Private key (PEM) that signs versions and promotions.', fallback: '' } },
    outputs: {
      published: { description: 'Versions, as a JSON object from model to version.', from: 'publish' },
      promoted: { description: 'Versions that reached their stage, as a JSON object.', from: 'promote' },
      models: { description: 'The promoted models, as a JSON list.', from: 'promote' },
    },
    steps: [
      { stage: 'plan', with: { for: 'ship', quiet: 'true', keep: 'true' }, spares: ['statuses'] },
      { stage: 'validate', with: {} },
      { stage: 'evaluate', with: { binding: 'true' } },
      { stage: 'publish', with: { 'signing-key': expression('inputs.signing-key') } },
      { stage: 'promote', with: { 'signing-key': expression('inputs.signing-key') } },
    ],
  },
  {
    name: 'watch',
    summary: 'Look at new data, decide, and open the issue and the retraining pull request',
    purpose:
      'For a schedule: monitors every watched model, decides with reasons, keeps one issue for each, and opens a retraining pull request that changes the lock alone. It trains nothing.',
    inputs: { model: { description: 'Model to watch; empty for all.', fallback: '' } },
    outputs: {
      decision: { description: '`none`, `investigate` or `retrain`.', from: 'monitor' },
      issue: { description: 'URL of the issue.', from: 'retrain' },
      'pull-request': { description: 'URL of the retraining pull request.', from: 'retrain' },
    },
    steps: [
      { stage: 'monitor', with: { model: expression('inputs.model') } },
      { stage: 'retrain', with: { model: expression('inputs.model') } },
    ],
  },
]

export function compositeDocument(composite: Composite): string {
  const inputs = Object.entries(composite.inputs).map(
    ([name, { description, fallback }]) =>
      `  ${name}:\n    description: ${quoted(description)}\n    required: false\n    default: ${quoted(fallback)}\n`,
  )
  const outputs = Object.entries(composite.outputs).map(
    ([name, { description, from }]) =>
      `  ${name}:\n    description: ${quoted(description)}\n    value: ${expression(`steps.${from}.outputs.${name}`)}\n`,
  )
  const steps = composite.steps.map(({ stage, with: given }) => {
    const lines = Object.entries(given).map(([name, value]) => `        ${name}: ${/^\$\{\{/.test(value) ? value : quoted(value)}\n`)
    return `    - id: ${stage}\n      uses: ${ownAction(stage)}\n${lines.length > 0 ? `      with:\n${lines.join('')}` : ''}`
  })
  return `# Made from the table in packages/app by npm run generate: change it there. The release script writes the commit.\nname: Seaworthy ${composite.name}\ndescription: ${quoted(composite.summary)}\nauthor: Seaworthy\ninputs:\n${inputs.join('')}outputs:\n${outputs.join('')}runs:\n  using: composite\n  steps:\n${steps.join('')}${blockedStep(composite)}`
}

// Publishing goes on past a blocked model; the job says so at its end.
function blockedStep(composite: Composite): string {
  if (composite.name !== 'ship') return ''
  return `    - if: steps.publish.outputs.blocked != '[]'\n      shell: bash\n      env:\n        BLOCKED: ${expression('steps.publish.outputs.blocked')}\n      run: |\n        echo "::error title=BLOCKED::not published, the gates do not pass: $BLOCKED"\n        exit 1\n`
}

export function compositeReadme(composite: Composite): string {
  const grants = grantsOf(composite)
  const usage = [
    'jobs:',
    `  ${composite.name}:`,
    '    runs-on: ubuntu-latest',
    '    permissions:',
    ...Object.entries(grants).map(([name, level]) => `      ${name}: ${level}`),
    '    steps:',
    `      - uses: ${checkoutAction}`,
    '        with:',
    '          persist-credentials: false',
    '          fetch-depth: 0',
    `      - uses: ${ownRepository}/actions/${composite.name}@${unreleased}`,
  ]
  const list = (entries: readonly (readonly [string, string])[]) => entries.map(([name, text]) => `- \`${name}\`: ${text}`).join('\n')
  return `${[
    `# seaworthy ${composite.name}`,
    `${composite.summary}.`,
    composite.purpose,
    `## Permissions and triggers\n\n${list(Object.entries(grants))}\n\nStages, in this order: ${composite.steps.map(({ stage }) => `[\`${stage}\`](../${stage}/README.md)`).join(' → ')}. Each README says when it may run, and why it needs what it needs.`,
    `## Usage\n\n\`\`\`yaml\n${usage.join('\n')}\n\`\`\``,
    `## Inputs\n\n${list(Object.entries(composite.inputs).map(([name, { description }]) => [name, description] as const))}`,
    `## Outputs\n\n${list(Object.entries(composite.outputs).map(([name, { description }]) => [name, description] as const))}`,
    '## Failure codes\n\nThose of its stages: see [docs/errors.md](../../docs/errors.md).',
    '<sub>Made from the table in `packages/app` by `npm run generate`.</sub>',
  ].join('\n\n')}\n`
}

/** What a job with this composite must grant: the union of what its stages ask, but what only a status or comment needs. */
export function grantsOf(composite: Composite): Readonly<Record<string, string>> {
  const grants: Record<string, string> = {}
  for (const { stage, spares = [] } of composite.steps) {
    for (const [name, level] of Object.entries(commandNamed(stage)?.permissions ?? {})) {
      if (!spares.includes(name) && (level === 'write' || grants[name] === undefined)) grants[name] = level
    }
  }
  return Object.fromEntries(Object.entries(grants).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
