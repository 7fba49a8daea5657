import * as z from 'zod'
import type { AddressOf } from './address.ts'
import { displayUri } from './display-uri.ts'
import type { Transport } from './download.ts'
import { SourceError } from './errors.ts'
import { request } from './http-request.ts'
import { httpTransport } from './http-transport.ts'
import type { SourcesPorts } from './ports.ts'
import { retried } from './retry.ts'

type Dataset = Pick<AddressOf<'hf'>, 'repository' | 'revision'>

export interface HubFile {
  readonly path: string
  readonly bytes: number
  /** Of git; of a large file it is that of its pointer. */
  readonly oid: string
  /** SHA-256 of a large file. */
  readonly sha256: string | null
}

/** What is used of the Hugging Face Hub. `HF_ENDPOINT` and `HF_TOKEN` mean what they mean to its own client. */
export interface Hub {
  /** The commit that a revision names at this moment. */
  commitOf(dataset: Dataset): Promise<string>
  filesIn(dataset: Dataset, folder: { readonly path: string; readonly recursive: boolean }): Promise<readonly HubFile[]>
  transport(address: AddressOf<'hf'>): Transport
}

const forbiddenHint = 'the dataset is private or gated, or does not exist: set HF_TOKEN to a token that may read it'

const commit = z.object({ sha: z.string().regex(/^[0-9a-f]{40,64}$/) })
const entry = z.object({
  type: z.string(),
  path: z.string(),
  oid: z.string(),
  size: z.number().int().nonnegative(),
  lfs: z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/) }).nullish(),
})

export function openHub(ports: SourcesPorts): Hub {
  const endpoint = (ports.environment.HF_ENDPOINT || 'https://huggingface.co').replace(/\/+$/, '')
  const token = ports.environment.HF_TOKEN || null
  const ask = async (url: string) => {
    const response = await retried(ports, () => request(ports.fetch, { url, token, forbiddenHint }))
    return { body: await jsonOf(response, url), next: nextPage(response, url) }
  }
  return {
    commitOf: async ({ repository, revision }) => {
      if (/^[0-9a-f]{40}$/.test(revision)) return revision
      const url = `${endpoint}/api/datasets/${repository}/revision/${encodeURIComponent(revision)}`
      return shaped(commit, (await ask(url)).body, url).sha
    },
    filesIn: async ({ repository, revision }, { path, recursive }) => {
      const folder = path === '' ? '' : `/${encodedPath(path)}`
      const first = `${endpoint}/api/datasets/${repository}/tree/${encodeURIComponent(revision)}${folder}?recursive=${recursive}`
      const found: HubFile[] = []
      const pages = new Set<string>()
      for (let url: string | null = first; url !== null; ) {
        if (pages.has(url)) throw invalid(first, 'has a page that follows itself')
        pages.add(url)
        const answer = await ask(url)
        found.push(...shaped(z.array(entry), answer.body, url).flatMap(fileOf))
        url = answer.next
      }
      return found
    },
    transport: ({ repository, revision, path }) =>
      httpTransport(ports.fetch, {
        url: `${endpoint}/datasets/${repository}/resolve/${encodeURIComponent(revision)}/${encodedPath(path)}`,
        token,
        forbiddenHint,
      }),
  }
}

function fileOf({ type, path, size, oid, lfs }: z.infer<typeof entry>): readonly HubFile[] {
  return type === 'file' ? [{ path, bytes: size, oid, sha256: lfs?.oid ?? null }] : []
}

function encodedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

async function jsonOf(response: Response, url: string): Promise<unknown> {
  try {
    return await response.json()
  } catch (cause) {
    throw invalid(url, 'is not answered with JSON', cause)
  }
}

// Only pages of the same server are asked for: the token goes with the question.
function nextPage({ headers }: Response, url: string): string | null {
  const [, target] = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(headers.get('link') ?? '') ?? []
  if (target === undefined) return null
  const next = URL.parse(target, url)
  if (next?.origin !== new URL(url).origin) throw invalid(url, 'names a next page on another server')
  return next.href
}

function shaped<T>(schema: z.ZodType<T>, body: unknown, url: string): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw invalid(url, 'is answered with something else than the API promises', parsed.error)
}

function invalid(url: string, what: string, cause?: unknown): SourceError {
  return new SourceError('SOURCE_ANSWER_INVALID', `${displayUri(url)} ${what}`, { hint: 'check HF_ENDPOINT: is it a Hugging Face Hub?', cause })
}
