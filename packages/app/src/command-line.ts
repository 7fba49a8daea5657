import process from 'node:process'
import { Option, Command as Program } from 'commander'
import type { Command, OtherFormat } from './command.ts'
import { complaintText } from './complaint.ts'
import { AppError } from './errors.ts'
import { type InputSpec, inputSpecs } from './inputs.ts'
import { terminalCommands } from './table.ts'
import { toolVersion } from './version.ts'

/** Help stays readable: no wider than this, however wide the terminal. */
const widestHelp = 100
const footer = `
Exit codes: 0 not blocked, 1 blocked, 2 wrong usage or configuration, 3 error.
A first look: seaworthy init, then seaworthy lock, then seaworthy run.
One command in detail: seaworthy run --help`

/** What a person typed, by the names of the command's inputs. */
export type Given = ReadonlyMap<string, string>
export type Format = 'text' | 'json' | 'markdown' | OtherFormat

export interface CommandLineOptions {
  readonly noColor: boolean
  run(command: Command, call: { readonly given: Given; readonly format: Format }): Promise<void>
}

/** Arguments, options and help of every terminal command, from the table. */
export function commandLine(options: CommandLineOptions): Program {
  const program = new Program('seaworthy')
    .description('CI/CD for machine learning that lives entirely on GitHub.')
    .version(toolVersion, '-V, --version', 'Show the version.')
    .helpOption('-h, --help', 'Show this help.')
    .helpCommand('help [command]', 'Help of a command')
    .configureHelp({ subcommandTerm: (command) => command.name(), styleTitle: (title) => bold(title) })
    .configureOutput(outputOf('seaworthy', options))
    .addHelpText('after', footer)
    // Options of the program stand before the command: `pull --version 1.0.0` is the version of a model.
    .enablePositionalOptions()
    .exitOverride()
  for (const command of terminalCommands) program.addCommand(subcommand(program, { command, options }))
  return program
}

interface Subcommand {
  readonly command: Command
  readonly options: CommandLineOptions
}

function subcommand(program: Program, { command, options }: Subcommand): Program {
  const made = new Program(command.name)
    .copyInheritedSettings(program)
    .configureOutput(outputOf(`seaworthy ${command.name}`, options))
    .summary(plain(command.summary))
    .description(`${plain(command.summary)}.\n\n${plain(command.purpose)}`)
  const specs = inputSpecs(command.inputs).filter((spec) => !spec.secret)
  for (const spec of specs.filter((one) => one.positional !== null).toSorted((a, b) => (a.positional ?? 0) - (b.positional ?? 0))) {
    made.argument(spec.required ? `<${spec.name}>` : `[${spec.name}]`, plain(spec.description))
  }
  for (const spec of specs.filter((one) => one.positional === null)) made.addOption(optionOf(spec))
  made.addOption(
    new Option('--format <format>', 'How results are written.').choices(['text', 'json', 'markdown', ...(command.formats ?? [])]).default('text'),
  )
  if (command.examples.length > 0) made.addHelpText('after', `\nExamples:\n${command.examples.map((example) => `  ${example}`).join('\n')}`)
  made.action((...called: unknown[]) => options.run(command, { given: given(command, made, called), format: made.opts().format as Format }))
  return made
}

function optionOf(spec: InputSpec): Option {
  const option = new Option(spec.flag ? `--${spec.name}` : `--${spec.name} <value>`, plain(spec.description)).makeOptionMandatory(spec.required)
  if (spec.choices.length > 0) option.choices([...spec.choices])
  return spec.fallback !== '' && !spec.flag ? option.default(spec.fallback) : option
}

function given(command: Command, program: Program, called: readonly unknown[]): Given {
  const options = program.opts<Record<string, unknown>>()
  return new Map(
    inputSpecs(command.inputs).flatMap((spec): [string, string][] => {
      const value = spec.positional === null ? options[spec.key] : called[spec.positional]
      return value === undefined || value === null ? [] : [[spec.name, String(value)]]
    }),
  )
}

// What the parser refuses is told like every other error: code, message, remedy.
function outputOf(name: string, { noColor }: CommandLineOptions) {
  return {
    getOutHelpWidth: () => Math.min(process.stdout.columns || 80, widestHelp),
    getErrHelpWidth: () => Math.min(process.stderr.columns || 80, widestHelp),
    getOutHasColors: () => !noColor,
    getErrHasColors: () => !noColor,
    outputError(text: string, write: (text: string) => void) {
      const [message = '', suggestion] = text
        .replace(/^error: /, '')
        .trim()
        .split('\n')
      const hint = suggestion ? suggestion.replace(/^\(D/, 'd').replace(/\)$/, '') : `${name} --help says what there is`
      write(complaintText(new AppError('USAGE', message, { hint }), { color: !noColor }))
    },
  }
}

function bold(text: string): string {
  return `\u001B[1m${text}\u001B[22m`
}

function plain(text: string): string {
  return text.replaceAll('`', '')
}
