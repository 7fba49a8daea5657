import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Check } from './check.ts'
import { runTool } from './run-tool.ts'
import { actionFiles, workflowFiles } from './workflow-files.ts'

const version = '1.32.0'

/** Security of workflows and actions, offline: what the placeholder commits name cannot be asked for before a release. */
export const zizmor: Check = {
  name: 'zizmor',
  run: async (root) => {
    const tool = ensureZizmor(root)
    if (tool.path === null) return { kind: 'skipped', reason: tool.reason }
    const args = ['--offline', '--quiet', '--no-progress', '--color=never', '--config', path.join(root, 'zizmor.yml')]
    return runTool({ command: tool.path, args: [...args, ...workflowFiles(root), ...actionFiles(root)], root })
  },
}

type FoundZizmor = { readonly path: string } | { readonly path: null; readonly reason: string }

/** From PyPI at its pinned version, in a virtual environment under .cache that is named after it. */
function ensureZizmor(root: string): FoundZizmor {
  const folder = path.join(root, '.cache', `zizmor-${version}`)
  const bin = path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')
  const tool = path.join(bin, process.platform === 'win32' ? 'zizmor.exe' : 'zizmor')
  if (existsSync(tool)) return { path: tool }
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0)
  if (!python) return { path: null, reason: `zizmor ${version} is not here and Python, which would install it, is not either` }
  const made = spawnSync(python, ['-m', 'venv', folder], { encoding: 'utf8' })
  if (made.status !== 0) return { path: null, reason: `${python} -m venv failed: ${lastLine(made.stdout + made.stderr)}` }
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', `zizmor==${version}`]
  const installed = spawnSync(path.join(bin, 'python'), pip, { encoding: 'utf8' })
  return installed.status === 0 ? { path: tool } : { path: null, reason: `pip install zizmor==${version} failed: ${lastLine(installed.stderr)}` }
}

const lastLine = (output: string) => output.trim().split('\n').at(-1) ?? ''
