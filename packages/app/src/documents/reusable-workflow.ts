import type { Command } from '../command.ts'
import { checkoutAction, ownAction } from './owner.ts'

export const reusableStages = ['plan', 'validate', 'evaluate', 'report'] as const

const expression = (text: string) => `$${`{{ ${text} }}`}`

/** A stage as a reusable workflow: for the stages that hold no secret, and run no user code but a command by which the policy predicts. Plan and report are one job, the others a matrix. */
export function reusableWorkflow(command: Command): string {
  const matrix = command.name === 'validate' || command.name === 'evaluate'
  return [
    '# Made from the table in packages/app by npm run generate: change it there. The release script writes the commit.\n',
    `name: seaworthy ${command.name}\n\non:\n  workflow_call:\n`,
    inputsPart(command.name, matrix),
    command.name === 'plan' ? outputsPart(command) : '',
    '\npermissions: {}\n\njobs:\n',
    `  ${command.name}:\n    runs-on: ubuntu-latest\n    permissions:\n`,
    Object.entries(command.permissions)
      .map(([name, level]) => `      ${name}: ${level} # ${command.reasons[name]}\n`)
      .join(''),
    command.name === 'plan'
      ? `    outputs:\n${Object.keys(command.outputs)
          .map((name) => `      ${name}: ${expression(`steps.${command.name}.outputs.${name}`)}\n`)
          .join('')}`
      : '',
    matrix ? `    strategy:\n      fail-fast: false\n      matrix: ${expression('fromJSON(inputs.matrix)')}\n` : '',
    stepsPart(command.name, matrix),
  ].join('')
}

function inputsPart(name: string, matrix: boolean): string {
  if (matrix) return `${matrixInput}${name === 'evaluate' ? predictInputs : ''}`
  return name === 'plan'
    ? '    inputs:\n      for:\n        description: change, ship, or auto by the event\n        required: false\n        type: string\n        default: auto\n'
    : ''
}

const matrixInput = "    inputs:\n      matrix:\n        description: The plan's matrix of models\n        required: true\n        type: string\n"
const predictInputs =
  "      predicts:\n        description: true where a command predicts or measures, which needs the set-up of training\n        required: false\n        type: string\n        default: 'false'\n" +
  "      preliminary:\n        description: true where another job judges for publication\n        required: false\n        type: string\n        default: ''\n"

function outputsPart(command: Command): string {
  const outputs = Object.entries(command.outputs).map(
    ([name, text]) =>
      `      ${name}:\n        description: '${text.replaceAll("'", "''")}'\n        value: ${expression(`jobs.plan.outputs.${name}`)}\n`,
  )
  return `    outputs:\n${outputs.join('')}`
}

// Data come by the repository's own hook, where it has one: on a pull request the base's copy would be the safer one, but the
// jobs that call it hold no write token and judge by digests.
function stepsPart(name: string, matrix: boolean): string {
  const steps = [`      - uses: ${checkoutAction}\n        with:\n          persist-credentials: false\n          fetch-depth: 0\n`]
  if (matrix) steps.push(setupSteps(name === 'evaluate' ? expression('inputs.predicts') : "'false'"))
  const given = matrix
    ? `        with:\n          model: ${expression('matrix.model')}\n${name === 'evaluate' ? `          preliminary: ${expression('inputs.preliminary')}\n` : ''}`
    : name === 'plan'
      ? `        with:\n          for: ${expression('inputs.for')}\n`
      : ''
  steps.push(`      - id: ${name}\n        uses: ${ownAction(name)}\n${given}`)
  return `    steps:\n${steps.join('')}`
}

const setupSteps = (python: string) =>
  `      - id: base\n        if: github.event_name == 'pull_request'\n        shell: bash\n        env:\n          BASE: ${expression('github.event.pull_request.base.sha')}\n        run: |\n          rm -rf .github/actions/seaworthy-setup\n          git checkout --quiet "$BASE" -- .github/actions/seaworthy-setup 2>/dev/null || echo 'the base has no set-up hook'\n      - uses: ./.github/actions/seaworthy-setup\n        if: hashFiles('.github/actions/seaworthy-setup/action.yml') != ''\n        with:\n          python: ${python}\n`
