import { spawn } from 'node:child_process'
import path from 'node:path'
import { gitEnvironment } from '../git/run-git.ts'
import { type Fault, faultAnswer, takeFault } from '../http/faults.ts'
import { type Exchange, sendJson } from '../http/listen.ts'
import { mayDo, mayKnow } from './authorize.ts'
import { followRefChanges, type RefChange } from './ref-changes.ts'
import type { Repository } from './repository.ts'
import { logRequest, senderOf } from './serve-rest.ts'
import { ACTIONS_BOT, type Token } from './token.ts'
import type { World } from './world.ts'

const GIT_PATH = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/

export const isGitRequest = (url: URL): boolean => GIT_PATH.test(url.pathname)

/** Clone, fetch and push over smart HTTP, served by git's own CGI program. */
export async function serveGit(world: World, exchange: Exchange): Promise<void> {
  const { method, url, request } = exchange
  const [, owner = '', name = '', endpoint = ''] = GIT_PATH.exec(url.pathname) ?? []
  const writes = endpoint === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack'
  const sender = senderOf(world, request.headers.authorization)
  const token = sender.kind === 'known' ? sender.token : null
  const repository = world.repositories.get(`${owner}/${name}`.toLowerCase()) ?? null
  const status = sender.kind === 'invalid' ? 401 : gitStatus(world, token, repository, writes)
  const fault = takeFault(world.faults, method, url.pathname)
  logRequest(world, { method, url }, sender, {
    status: fault === null ? status : (fault.status ?? 0),
    operation: `git/${endpoint}`,
    fault: fault?.when ?? null,
  })
  if (fault?.when === 'before') return fail(exchange, fault)
  if (status !== 200 || repository === null) return refuse(exchange, status)
  const before = endpoint === 'git-receive-pack' ? await repository.git.refs('refs/') : []
  await runBackend(repository, exchange, { endpoint, fault, actor: token?.kind === 'actions' ? 'integration' : 'user' }, async () => {
    if (endpoint !== 'git-receive-pack') return
    const after = await repository.git.refs('refs/')
    await followRefChanges(world, repository, refChanges(before, after), token?.login ?? ACTIONS_BOT)
  })
}

function fail({ request, response }: Exchange, fault: Fault): void {
  if (fault.status === undefined) request.socket.destroy()
  else sendJson(response, faultAnswer(fault))
}

function gitStatus(world: World, token: Token | null, repository: Repository | null, writes: boolean): number {
  if (repository === null || !mayKnow(token, repository)) return token === null ? 401 : 404
  if (mayDo(world, token, repository, writes ? 'contents=write' : 'contents=read')) return 200
  return token === null ? 401 : 403
}

function refuse({ response }: Exchange, status: number): void {
  const challenge = status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {}
  const message = status === 403 ? 'Write access to repository not granted.' : 'Repository not found.'
  sendJson(response, { status, body: Buffer.from(message), headers: { 'content-type': 'text/plain', ...challenge } })
}

function refChanges(before: readonly { ref: string; sha: string }[], after: readonly { ref: string; sha: string }[]): RefChange[] {
  const old = new Map(before.map(({ ref, sha }) => [ref, sha]))
  const current = new Map(after.map(({ ref, sha }) => [ref, sha]))
  const refs = [...new Set([...old.keys(), ...current.keys()])]
  return refs
    .map((ref) => ({ ref, before: old.get(ref) ?? null, after: current.get(ref) ?? null }))
    .filter((change) => change.before !== change.after)
}

interface Backend {
  readonly endpoint: string
  readonly actor: 'integration' | 'user'
  readonly fault: Fault | null
}

/** Runs the CGI program; `settled` runs before the answer goes out, so that a push is known when the client returns. */
async function runBackend(
  repository: Repository,
  exchange: Exchange,
  { endpoint, actor, fault }: Backend,
  settled: () => Promise<void>,
): Promise<void> {
  const { request, response, method, url, bytes } = exchange
  const { headers } = request
  const child = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment(),
      GIT_PROJECT_ROOT: path.dirname(repository.git.path),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${path.basename(repository.git.path)}/${endpoint}`,
      REQUEST_METHOD: method,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: headers['content-type'] ?? '',
      CONTENT_LENGTH: String(bytes.length),
      HTTP_CONTENT_ENCODING: String(headers['content-encoding'] ?? ''),
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
      REMOTE_USER: actor,
      SEAWORTHY_ACTOR: actor, // read by the pre-receive hook
    },
  })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(bytes)
  await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject))
  await settled()
  if (fault !== null) return fail(exchange, fault)
  const { status, fields, body } = parseCgi(Buffer.concat(output))
  response.writeHead(status, fields)
  response.end(body)
}

function parseCgi(output: Buffer): { status: number; fields: Record<string, string>; body: Buffer } {
  const end = output.indexOf('\r\n\r\n')
  const lines = output.subarray(0, Math.max(0, end)).toString('latin1').split('\r\n').filter(Boolean)
  const fields = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
  const { status = end < 0 ? '500' : '200', ...rest } = fields
  return { status: Number(status.split(' ')[0]), fields: rest, body: output.subarray(end + 4) }
}
