import process from 'node:process'
import type { Annotation } from './command.ts'
import { compose } from './compose.ts'
import { readEnvironment } from './environment.ts'
import { AppError } from './errors.ts'
import { inputSpecs } from './inputs.ts'
import { codeOf, exitCodeOf, hintOf } from './outcome.ts'
import { parseInputs } from './parse-inputs.ts'
import { actions } from './table.ts'

/** The job summary of one step may have 1 MiB; over it the runner drops it whole. */
const maxSummaryBytes = 1024 * 1024 - 1024

/** Runs one command as an action: inputs from the runner, outputs and summary to it, one annotation for what went wrong. */
export async function runAction(name: string): Promise<void> {
  const core = await import('@actions/core')
  try {
    const command = actions.find((one) => one.name === name)
    if (!command) throw new AppError('USAGE', `there is no action "${name}"`, { hint: `there are: ${actions.map((one) => one.name).join(', ')}` })
    const given = new Map(inputSpecs(command.inputs).map((spec) => [spec.name, core.getInput(spec.name)]))
    const inputs = parseInputs(command, given)
    const signingKey = typeof inputs.signingKey === 'string' && inputs.signingKey !== '' ? inputs.signingKey : null
    if (signingKey) core.setSecret(signingKey)
    await using context = await compose({
      environment: readEnvironment(),
      scope: 'line',
      signingKey,
      log: { info: (message) => core.info(message), warn: (message) => core.warning(message) },
      write: (text) => void process.stdout.write(text),
      progress: (message) => core.info(message),
    })
    const outcome = await command.run(inputs, context)
    for (const annotation of outcome.annotations) annotate(core, annotation)
    for (const [output, value] of Object.entries(outcome.outputs)) core.setOutput(output, value)
    if (outcome.markdown !== '' && process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(cut(outcome.markdown), true).write()
    process.exitCode = outcome.exitCode
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const hint = hintOf(error)
    core.error(hint ? `${message}\n${hint}` : message, { title: codeOf(error) })
    if (codeOf(error) === 'INTERNAL' && error instanceof Error) core.debug(error.stack ?? '')
    process.exitCode = exitCodeOf(error)
  }
}

function annotate(core: typeof import('@actions/core'), { level, title, message, file, line }: Annotation): void {
  const properties = { title, ...(file === null ? {} : { file }), ...(line === null ? {} : { startLine: line }) }
  if (level === 'error') core.error(message, properties)
  else core.warning(message, properties)
}

function cut(markdown: string): string {
  const bytes = Buffer.from(markdown)
  return bytes.byteLength <= maxSummaryBytes
    ? markdown
    : `${bytes
        .subarray(0, maxSummaryBytes)
        .toString('utf8')
        .replace(/\uFFFD+$/, '')}\n`
}
