import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { type CheckResult, judged } from './check.ts'

export interface ToolRun {
  readonly command: string
  readonly args: readonly string[]
  readonly root: string
}

/** Runs a tool that says by its exit status whether it is content; what it printed becomes the problem. */
export async function runTool({ command, args, root }: ToolRun): Promise<CheckResult> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const status = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  const [code, output, errors] = await Promise.all([status, text(child.stdout), text(child.stderr)])
  const said = `${output}${errors}`.trim()
  return judged(code === 0 ? [] : [said === '' ? `${command} ended with status ${code}` : said])
}

/** Runs a script of an installed package with this very Node. */
export function runNode(root: string, args: readonly string[]): Promise<CheckResult> {
  return runTool({ command: process.execPath, args, root })
}
