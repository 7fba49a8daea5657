import type { Command } from '../command.ts'
import { type InputSpec, inputSpecs } from '../inputs.ts'

/** action.yml of a stage: `using: node24`, so that it gets the run's artifact token and needs no Node on the runner. */
export function actionDocument(command: Command): string {
  const inputs = actionInputs(command).map(inputLines).join('')
  const outputs = Object.entries(command.outputs)
    .map(([name, text]) => `  ${name}:\n    description: ${quoted(text)}\n`)
    .join('')
  return [
    '# Made from the table in packages/app by npm run generate: change it there.\n',
    `name: Seaworthy ${command.name}\n`,
    `description: ${quoted(command.summary)}\n`,
    `author: Seaworthy\n`,
    'inputs:\n',
    inputs,
    outputs === '' ? '' : `outputs:\n${outputs}`,
    'runs:\n  using: node24\n  main: main.js\n',
  ].join('')
}

/** Inputs of the action: those of the command that are not for a terminal alone, and the token. */
export function actionInputs(command: Command): readonly InputSpec[] {
  const own = inputSpecs(command.inputs).filter((spec) => !spec.terminalOnly)
  return [...own, { ...blank, key: 'token', name: 'token', description: 'Token of the run.', fallback: githubToken, secret: true }]
}

const githubToken = '$' + '{{ github.token }}'
const blank = { required: false, flag: false, choices: [], positional: null, terminalOnly: false, fallback: '' } as const

function inputLines(spec: InputSpec): string {
  return `  ${spec.name}:\n    description: ${quoted(spec.description)}\n    required: ${spec.required}\n    default: ${quoted(spec.fallback)}\n`
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** main.js of a stage: the bundle does the rest. */
export function actionEntry(command: Command): string {
  return `// Made by npm run generate. The bundle in dist/ is built on the release commit.\nimport { runAction } from '../../dist/index.js'\n\nawait runAction('${command.name}')\n`
}
