import { faultAnswer, takeFault } from '../http/faults.ts'
import { type Answer, type Exchange, sendJson } from '../http/listen.ts'
import { requestChecker } from '../openapi/check-request.ts'
import { Refusal } from './answers.ts'
import { authorize } from './authorize.ts'
import type { Call, RepositoryCall, Route } from './call.ts'
import { createRouter, type Matched } from './router.ts'
import { bearerOf, type Token } from './token.ts'
import type { LoggedRequest, World } from './world.ts'

/** Who sent the request: a known token, none, or one that this server never gave out. */
export type Sender = { readonly kind: 'none' } | { readonly kind: 'invalid' } | { readonly kind: 'known'; readonly token: Token }

export function senderOf(world: World, authorization: string | undefined): Sender {
  const secret = bearerOf(authorization)
  if (secret === null) return { kind: 'none' }
  const token = world.tokens.get(secret)
  return token === undefined ? { kind: 'invalid' } : { kind: 'known', token }
}

export function logRequest(
  world: World,
  { method, url, json }: { method: string; url: URL; json?: unknown },
  sender: Sender,
  rest: Pick<LoggedRequest, 'status' | 'operation' | 'fault'>,
): void {
  const token = sender.kind === 'known' ? sender.token : null
  world.requests.push({
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    body: json,
    token: sender.kind === 'known' ? sender.token.kind : sender.kind,
    login: token?.login ?? null,
    runId: token?.kind === 'actions' ? token.runId : null,
    ...rest,
  })
}

/** The REST half: finds the route, checks the request against the OpenAPI description, authorises, answers, logs. */
export function restHandler(world: World, routes: readonly Route[]): (exchange: Exchange) => Promise<void> {
  const router = createRouter(routes)
  const check = requestChecker()
  return async (exchange) => {
    const { method, url, bytes, request, response } = exchange
    const matched = router(method, url.pathname)
    const sender = senderOf(world, request.headers.authorization)
    const json = matched?.route.operation === 'repos/upload-release-asset' ? undefined : parseJson(bytes)
    const fault = takeFault(world.faults, method, url.pathname)
    const answer = async (): Promise<Answer> => {
      if (sender.kind === 'invalid') return new Refusal(401, 'Bad credentials').answer
      if (matched === null) return violation(world, [`${method} ${url.pathname}: no such operation in the emulated GitHub`])
      const problems = check(matched.route.operation, { params: matched.params, query: url.searchParams, json, hasBody: bytes.length > 0 })
      if (problems.length > 0) return violation(world, problems)
      return handle(world, matched, exchange, sender.kind === 'known' ? sender.token : null, json)
    }
    const outcome = fault?.when === 'before' ? null : await answer()
    const told = fault === null ? outcome : fault.status === undefined ? null : faultAnswer(fault)
    logRequest(world, { method, url, json }, sender, {
      status: told?.status ?? 0,
      operation: matched?.route.operation ?? null,
      fault: fault?.when ?? null,
    })
    if (told === null) return void request.socket.destroy()
    sendJson(response, { ...told, headers: { ...limits(world), ...told.headers } })
  }
}

const NOT_JSON = Symbol('not JSON')

function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return NOT_JSON
  }
}

/** Loud on purpose: such a request is a mistake in our code, never something to handle. */
function violation(world: World, problems: readonly string[]): Answer {
  world.violations.push(...problems)
  return { status: 501, body: { message: `not a request of GitHub's API: ${problems.join('; ')}` } }
}

async function handle(
  world: World,
  { route, params }: Matched,
  { url, bytes, request }: Exchange,
  token: Token | null,
  json: unknown,
): Promise<Answer> {
  const call: Call = { world, token, actor: token?.login ?? '', params, query: url.searchParams, headers: request.headers, json, bytes, url }
  const repository = world.repositories.get(`${params.owner}/${params.repo}`.toLowerCase()) ?? null
  try {
    const authorized = authorize(route, call, repository)
    return route.kind === 'global' ? await route.handle(call) : await route.handle(authorized as RepositoryCall)
  } catch (cause) {
    if (cause instanceof Refusal) return cause.answer
    throw cause
  }
}

function limits(world: World): Record<string, string> {
  const reset = Math.floor(world.clock().getTime() / 1000) + 3600
  return {
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    'x-ratelimit-reset': String(reset),
    'x-github-media-type': 'github.v3; format=json',
  }
}
