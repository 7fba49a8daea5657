import type { Command } from './command.ts'
import { checkCommand } from './commands/check.ts'
import { compareCommand } from './commands/compare.ts'
import { dataCommand } from './commands/data.ts'
import { deployCommand } from './commands/deploy.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { inferCommand } from './commands/infer.ts'
import { initCommand } from './commands/init.ts'
import { lockCommand } from './commands/lock.ts'
import { metricsCommand } from './commands/metrics.ts'
import { monitorCommand, retrainCommand } from './commands/monitor.ts'
import { planCommand } from './commands/plan.ts'
import { predictCommand } from './commands/predict.ts'
import { profileCommand } from './commands/profile.ts'
import { promoteCommand, rollbackCommand } from './commands/promote.ts'
import { publishCommand } from './commands/publish.ts'
import { pullCommand } from './commands/pull.ts'
import { reportCommand } from './commands/report.ts'
import { runCommand } from './commands/run.ts'
import { trainCommand } from './commands/train.ts'
import { validateCommand } from './commands/validate.ts'

/** Every way in, once: actions, the command line, help and READMEs are made from these rows. */
export const commands: readonly Command[] = [
  initCommand,
  runCommand,
  lockCommand,
  dataCommand,
  checkCommand,
  profileCommand,
  inferCommand,
  metricsCommand,
  compareCommand,
  predictCommand,
  planCommand,
  validateCommand,
  trainCommand,
  evaluateCommand,
  reportCommand,
  publishCommand,
  promoteCommand,
  rollbackCommand,
  deployCommand,
  monitorCommand,
  retrainCommand,
  pullCommand,
]

export const actions: readonly Command[] = commands.filter((command) => command.surfaces.includes('action'))
export const terminalCommands: readonly Command[] = commands.filter((command) => command.surfaces.includes('terminal'))

export function commandNamed(name: string): Command | null {
  return commands.find((command) => command.name === name) ?? null
}
