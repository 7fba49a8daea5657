import process from 'node:process'
import { Option, Command as Program } from 'commander'
import type { Command, Outcome } from './command.ts'
import { compose } from './compose.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { type InputSpec, inputSpecs } from './inputs.ts'
import { codeOf, exitCodeOf, hintOf } from './outcome.ts'
import { parseInputs } from './parse-inputs.ts'
import { terminalCommands } from './table.ts'
import { toolVersion } from './version.ts'

type Format = 'text' | 'json' | 'markdown'

/** The `seaworthy` command. Results go to standard output, everything else to standard error; JSON goes there alone. */
export async function runTerminal(args: readonly string[]): Promise<void> {
  const program = new Program('seaworthy')
    .description('CI/CD for machine learning that lives entirely on GitHub')
    .version(toolVersion)
    .showHelpAfterError('(add --help for the options)')
    .exitOverride()
  program.addHelpText(
    'after',
    '\nExit codes: 0 not blocked, 1 blocked, 2 wrong usage or configuration, 3 error.\nA first look: seaworthy init, then seaworthy run.',
  )
  for (const command of terminalCommands) program.addCommand(subcommand(command))
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    process.exitCode = usageExit(error)
  }
}

function subcommand(command: Command): Program {
  const made = new Program(command.name).summary(command.summary).description(`${command.summary}.\n\n${command.purpose}`).exitOverride()
  const specs = inputSpecs(command.inputs).filter((spec) => !spec.secret)
  for (const spec of specs.filter((one) => one.positional !== null).toSorted((a, b) => (a.positional ?? 0) - (b.positional ?? 0))) {
    made.argument(spec.required ? `<${spec.name}>` : `[${spec.name}]`, plain(spec.description))
  }
  for (const spec of specs.filter((one) => one.positional === null)) made.addOption(optionOf(spec))
  made.addOption(new Option('--format <format>', 'how results are written').choices(['text', 'json', 'markdown']).default('text'))
  if (command.examples.length > 0) made.addHelpText('after', `\nExamples:\n${command.examples.map((example) => `  ${example}`).join('\n')}`)
  made.action(async (...called: unknown[]) => run(command, made, called))
  return made
}

function optionOf(spec: InputSpec): Option {
  const option = new Option(spec.flag ? `--${spec.name}` : `--${spec.name} <value>`, plain(spec.description))
  if (spec.choices.length > 0) option.choices([...spec.choices])
  return spec.fallback !== '' && !spec.flag ? option.default(spec.fallback) : option
}

async function run(command: Command, program: Program, called: readonly unknown[]): Promise<void> {
  const environment = readEnvironment()
  const options = program.opts<Record<string, unknown>>()
  const format = options.format as Format
  try {
    const inputs = parseInputs(command, given(command, program, called))
    const quiet = format !== 'text'
    const say = (message: string) => void process.stderr.write(`${message}\n`)
    await using context = await compose({
      environment,
      signingKey: environment.variables.SEAWORTHY_SIGNING_KEY || null,
      log: { info: say, warn: (message) => say(`warning: ${message}`) },
      write: (text) => void process.stderr.write(text),
      progress: (message) => (quiet ? undefined : say(`· ${message}`)),
    })
    const outcome = await command.run(inputs, context)
    process.stdout.write(await rendered(outcome, format, environment))
    process.exitCode = outcome.exitCode
  } catch (error) {
    complain(error, environment)
    process.exitCode = exitCodeOf(error)
  }
}

function given(command: Command, program: Program, called: readonly unknown[]): ReadonlyMap<string, string> {
  const options = program.opts<Record<string, unknown>>()
  return new Map(
    inputSpecs(command.inputs).flatMap((spec): [string, string][] => {
      const value = spec.positional === null ? options[spec.key] : called[spec.positional]
      return value === undefined || value === null ? [] : [[spec.name, String(value)]]
    }),
  )
}

async function rendered({ json, markdown }: Outcome, format: Format, environment: Environment): Promise<string> {
  if (format === 'json') return `${JSON.stringify(json, null, 2)}\n`
  if (format === 'markdown') return markdown
  const { renderTerminal } = await import('@seaworthy/report')
  return renderTerminal(markdown, { color: !environment.noColor, width: Math.min(environment.columns, 120) })
}

/** What went wrong, where, and what to do: code, message, hint. */
function complain(error: unknown, environment: Environment): void {
  const message = error instanceof Error ? error.message : String(error)
  const hint = hintOf(error)
  const code = codeOf(error)
  const paint = (text: string, style: string) => (environment.noColor ? text : `\u001B[${style}m${text}\u001B[0m`)
  process.stderr.write(`${paint(`✗ ${code}`, '31;1')}  ${message}\n`)
  if (hint) process.stderr.write(`  ${paint('→', '36')} ${hint}\n`)
  if (code === 'INTERNAL' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\nThis is a defect of seaworthy: please report it.\n`)
}

// Help and version are no errors; everything else that the parser refuses is wrong usage.
function usageExit(error: unknown): number {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^commander\.(helpDisplayed|help|version)$/.test(code)) return 0
  if (code.startsWith('commander.')) return 2
  throw error
}

function plain(text: string): string {
  return text.replaceAll('`', '')
}
