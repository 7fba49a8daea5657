import process from 'node:process'
import type { Command, Outcome } from './command.ts'
import { commandLine, type Format, type Given } from './command-line.ts'
import { complaintText } from './complaint.ts'
import { compose } from './compose.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { exitCodeOf } from './outcome.ts'
import { parseInputs } from './parse-inputs.ts'

/** The `seaworthy` command. Results go to standard output, everything else to standard error; JSON goes there alone. */
export async function runTerminal(args: readonly string[]): Promise<void> {
  endWithReader()
  const environment = readEnvironment()
  const program = commandLine({ noColor: environment.noColor, run: (command, call) => run(command, { ...call, environment }) })
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    process.exitCode = usageExit(error) ?? failed(error, environment)
  }
}

interface Call {
  readonly given: Given
  readonly format: Format
  readonly environment: Environment
}

async function run(command: Command, { given, format, environment }: Call): Promise<void> {
  try {
    const inputs = parseInputs(command, given)
    const quiet = format !== 'text'
    const say = (message: string) => void process.stderr.write(`${message}\n`)
    await using context = await compose({
      environment,
      scope: command.scope ?? 'line',
      signingKey: environment.variables.SEAWORTHY_SIGNING_KEY || null,
      log: { info: say, warn: (message) => say(`warning: ${message}`) },
      write: (text) => void process.stderr.write(text),
      progress: (message) => (quiet ? undefined : say(`· ${message}`)),
    })
    const outcome = await command.run(inputs, context)
    process.stdout.write(await rendered(outcome, format, environment))
    process.exitCode = outcome.exitCode
  } catch (error) {
    process.exitCode = failed(error, environment)
  }
}

async function rendered({ json, markdown, other }: Outcome, format: Format, environment: Environment): Promise<string> {
  if (format === 'json') return `${JSON.stringify(json, null, 2)}\n`
  if (format === 'markdown') return markdown
  if (format !== 'text') return other[format]?.() ?? ''
  const { renderTerminal } = await import('@seaworthy/report')
  return renderTerminal(markdown, { color: !environment.noColor, width: Math.min(environment.columns, 120) })
}

function failed(error: unknown, { noColor }: Environment): number {
  process.stderr.write(complaintText(error, { color: !noColor }))
  return exitCodeOf(error)
}

// Help and version are no errors; everything else that the parser refuses, no command at all included, is wrong usage.
function usageExit(error: unknown): number | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^commander\.(helpDisplayed|version)$/.test(code)) return 0
  return code.startsWith('commander.') ? 2 : null
}

// `seaworthy plan | head -1`: whoever reads has seen enough.
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    throw error
  })
}
