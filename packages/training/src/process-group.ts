import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Sends a signal to a process and all that it started: to its group, as it was spawned with `detached`. On Windows the
 * tree is ended at once, which knows no gentler way. Says whether anything was there to receive it.
 */
export function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): boolean {
  if (child.pid === undefined) return false
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' }).on('error', () => undefined)
    return true
  }
  try {
    return process.kill(-child.pid, signal)
  } catch {
    return false
  }
}

/** Whether some process of the group is left. */
export function groupExists(child: ChildProcess): boolean {
  if (child.pid === undefined || process.platform === 'win32') return false
  try {
    return process.kill(-child.pid, 0)
  } catch {
    return false
  }
}
