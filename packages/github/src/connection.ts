import { setTimeout as sleep } from 'node:timers/promises'
import { GitHubError } from './errors.ts'
import { createOctokit, type Log, type Octokit } from './octokit.ts'

export interface ConnectOptions {
  readonly token: string
  /** Default `https://api.github.com`; on GitHub Enterprise Server `https://HOST/api/v3`. */
  readonly apiUrl?: string
  /** `owner/name`. */
  readonly repository: string
  readonly log?: Log
  /** The login that the token acts as, where it is known; else it is asked for. */
  readonly login?: string
  /** How long a second of waiting lasts, in milliseconds. Default 1000; tests shorten it. */
  readonly secondMs?: number
  /** Whether writes keep GitHub's distance. Default: yes, except to this very machine. */
  readonly paced?: boolean
  readonly fetch?: typeof fetch
}

/** What every adapter works with. */
export interface Connection {
  readonly octokit: Octokit
  /** Spread into each call. */
  readonly at: { readonly owner: string; readonly repo: string }
  readonly apiUrl: string
  readonly fetch: typeof fetch
  wait(seconds: number): Promise<void>
  /** Requests sent so far, repetitions included. */
  requests(): number
}

const silentLog: Log = { info: () => undefined, warn: () => undefined }

/** @throws {GitHubError} `ADDRESS_INVALID` for a repository, URL or token that cannot be one. */
export function openConnection(options: ConnectOptions): Connection {
  const { token, repository, log = silentLog, secondMs = 1000 } = options
  const apiUrl = addressOf(options.apiUrl ?? 'https://api.github.com')
  const [, owner, repo] = /^([A-Za-z0-9_.-]+)\/([A-Za-z0-9_.-]+)$/.exec(repository) ?? []
  if (!owner || !repo)
    throw new GitHubError('ADDRESS_INVALID', `"${repository}" is not a repository`, { hint: 'write owner/name, as in GITHUB_REPOSITORY' })
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new GitHubError('ADDRESS_INVALID', 'the token is empty or holds a space', { hint: 'in a workflow pass github.token' })
  let requests = 0
  const transport = options.fetch ?? fetch
  const counting: typeof fetch = (input, init) => {
    requests += 1
    return transport(input, init)
  }
  const paced = options.paced ?? !isLoopback(apiUrl)
  return {
    octokit: createOctokit({ token, apiUrl, log, secondMs, paced, fetch: counting }),
    at: { owner, repo },
    apiUrl,
    fetch: counting,
    wait: (seconds) => sleep(seconds * secondMs),
    requests: () => requests,
  }
}

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new GitHubError('ADDRESS_INVALID', `"${text}" is not the URL of an API`, { hint: 'like https://api.github.com, as in GITHUB_API_URL' })
  return text.replace(/\/+$/, '')
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname)
}
