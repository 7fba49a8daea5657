import { ensureActionlint } from '../act.mjs'
import type { Check } from './check.ts'
import { runTool } from './run-tool.ts'
import { workflowFiles } from './workflow-files.ts'

export const actionlint: Check = {
  name: 'actionlint',
  run: async (root) => {
    const tool = ensureActionlint()
    if (tool.path === null) return { kind: 'skipped', reason: tool.reason }
    return runTool({ command: tool.path, args: ['-no-color', ...workflowFiles(root)], root })
  },
}
