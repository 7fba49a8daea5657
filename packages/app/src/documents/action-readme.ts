import { markdownTable } from 'markdown-table'
import type { Command } from '../command.ts'
import { actionInputs } from './action-document.ts'
import { checkoutAction, ownAction } from './owner.ts'

/** README of an action, in the order that all of them have: purpose, permissions and triggers, usage, inputs and outputs, failures. */
export function actionReadme(command: Command): string {
  const inputs = actionInputs(command)
  return `${[
    `# seaworthy ${command.name}`,
    `${command.summary}.`,
    command.purpose,
    `## Permissions and triggers\n\n${permissionsTable(command)}\n\nTriggers: ${command.triggers}`,
    `## Usage\n\n${usage(command)}`,
    `## Inputs\n\n${markdownTable([['input', 'meaning', 'default'], ...inputs.map((spec) => [code(spec.name), cell(spec.description), spec.fallback === '' ? '' : code(spec.fallback)])])}`,
    outputsPart(command),
    `## Failure codes\n\n${command.failures.map((name) => `[${code(name)}](../../docs/errors.md#${name.toLowerCase()})`).join(' · ')}\n\nExit codes: 0 not blocked, 1 blocked, 2 wrong usage or configuration, 3 error.`,
    '<sub>Made from the table in `packages/app` by `npm run generate`.</sub>',
  ].join('\n\n')}\n`
}

function permissionsTable({ permissions, reasons }: Command): string {
  const rows = Object.entries(permissions).map(([name, level]) => [code(name), code(level), reasons[name] ?? ''])
  return rows.length === 0 ? 'None.' : markdownTable([['permission', 'level', 'why'], ...rows])
}

function usage(command: Command): string {
  const grants = Object.entries(command.permissions).map(([name, level]) => `      ${name}: ${level}`)
  const lines = [
    'jobs:',
    `  ${command.name}:`,
    '    runs-on: ubuntu-latest',
    '    permissions:',
    ...grants,
    '    steps:',
    `      - uses: ${checkoutAction}`,
    '        with:',
    '          persist-credentials: false',
    '          fetch-depth: 0',
    `      - uses: ${ownAction(command.name)}`,
  ]
  return `\`\`\`yaml\n${lines.join('\n')}\n\`\`\``
}

function outputsPart({ outputs }: Command): string {
  const rows = Object.entries(outputs).map(([name, text]) => [code(name), cell(text)])
  return rows.length === 0 ? '## Outputs\n\nNone.' : `## Outputs\n\n${markdownTable([['output', 'meaning'], ...rows])}`
}

function code(text: string): string {
  return `\`${text}\``
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
