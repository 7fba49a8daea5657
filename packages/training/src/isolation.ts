import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ShellCommand } from './shell.ts'

/** How far a command is kept from what it should not see. */
export type Isolation =
  /** Namespaces of Linux, made by an ordinary user or by sudo: no network, no process but its own, hidden files. */
  | { readonly kind: 'namespaces'; readonly by: 'user' | 'sudo' }
  /** It runs as any program does; why. */
  | { readonly kind: 'none'; readonly reason: string }

export interface IsolatedOptions {
  readonly isolation: Isolation
  /** Absolute paths: such a file reads as empty, and so does such a folder. */
  readonly hide: readonly string[]
  /** Whether it may reach the network all the same; left out: it may not. */
  readonly network?: boolean
  /** The whole environment of the command. */
  readonly env: Readonly<Record<string, string>>
}

const namespaces = ['--mount', '--pid', '--fork', '--kill-child']
const noNetwork = ['--net']
const noPrivileges = ['--no-new-privs', '--bounding-set=-all', '--inh-caps=-all']

// $1: how many paths to hide; then these, then the command. Hiding fails closed.
const hideAndRun = `
n=$1; shift
while [ "$n" -gt 0 ]; do
  if [ -d "$1" ]; then mount -t tmpfs -o ro,size=4k none "$1" || exit 125
  elif [ -e "$1" ]; then mount --bind /dev/null "$1" || exit 125
  fi
  shift; n=$((n - 1))
done
ip link set lo up 2>/dev/null || true
exec "$@"`

/**
 * The command as it is started under an isolation. In a namespace of its own user the command seems to run as root, and can do no
 * more than before; it has no way back to what is hidden, as it may make namespaces below its own only.
 */
export function isolatedCommand(command: ShellCommand, { isolation, hide, network = false, env }: IsolatedOptions): ShellCommand {
  if (isolation.kind === 'none') return command
  const script = ['/bin/sh', '-c', hideAndRun, 'sh', String(hide.length), ...hide]
  const inside = [command.file, ...command.args]
  const apart = [...(network ? [] : noNetwork), ...namespaces]
  switch (isolation.by) {
    case 'user':
      return { file: 'unshare', args: ['--user', '--map-root-user', ...apart, '--', ...script, 'setpriv', ...noPrivileges, ...inside] }
    case 'sudo': {
      // Another user's process may be read by its own user: its folder of processes must be its own.
      const back = [`--reuid=${process.getuid?.() ?? 0}`, `--regid=${process.getgid?.() ?? 0}`, '--init-groups']
      const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
      const whole = [...script, 'setpriv', ...back, ...noPrivileges, 'env', '-i', ...variables, ...inside]
      return { file: 'sudo', args: ['-n', '--', 'unshare', ...apart, '--mount-proc', '--', ...whole] }
    }
  }
}

const probeTimeoutMs = 10_000
/** Fails unless `$PROBE` reads as empty and there is no network but the loopback. */
const probeScript = `test ! -s "$PROBE" && test -z "$(tail -n +3 /proc/net/dev | grep -v '^ *lo:')"`

/** The strongest isolation that this machine can give, found out by trying. */
export async function findIsolation(env: Readonly<Record<string, string>>): Promise<Isolation> {
  if (process.platform !== 'linux') return { kind: 'none', reason: `${process.platform} has no network namespaces` }
  const folder = await mkdtemp(join(tmpdir(), 'isolation-'))
  const file = join(folder, 'probe')
  await writeFile(file, 'to be hidden')
  try {
    const reasons: string[] = []
    for (const by of ['user', 'sudo'] as const) {
      const isolation: Isolation = { kind: 'namespaces', by }
      const reason = await tryIsolation(isolation, { ...env, PROBE: file })
      if (reason === null) return isolation
      reasons.push(`${by === 'user' ? 'user namespaces' : 'sudo'}: ${reason}`)
    }
    return { kind: 'none', reason: reasons.join('; ') }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

// Null where it works; else why not.
async function tryIsolation(isolation: Isolation, env: Readonly<Record<string, string>>): Promise<string | null> {
  const command = { file: '/bin/sh', args: ['-c', probeScript] }
  const { file, args } = isolatedCommand(command, { isolation, hide: [env.PROBE ?? ''], env })
  try {
    await promisify(execFile)(file, [...args], { env: { ...env }, timeout: probeTimeoutMs, cwd: tmpdir() })
    return null
  } catch (error) {
    return reasonOf(error)
  }
}

function reasonOf(error: unknown): string {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  const [line = ''] = stderr.split('\n')
  if (line !== '') return line.slice(0, 150)
  return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'not installed' : 'the network or a hidden file could be seen'
}
