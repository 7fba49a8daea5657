import type { Answer } from '../http/listen.ts'
import type { Call } from './call.ts'

const DOCS = 'https://docs.github.com/rest'

/** An answer of GitHub that refuses, thrown by handlers at any depth. It is an HTTP answer, not a failure of ours. */
export class Refusal extends Error {
  readonly answer: Answer

  constructor(status: number, message: string, extra: { errors?: readonly unknown[]; headers?: Record<string, string> } = {}) {
    super(message)
    const errors = extra.errors === undefined ? {} : { errors: extra.errors }
    this.answer = { status, body: { message, ...errors, documentation_url: DOCS, status: String(status) }, headers: extra.headers ?? {} }
  }
}

export const notFound = (): Refusal => new Refusal(404, 'Not Found')

export const invalid = (resource: string, field: string, code: string, message?: string): Refusal =>
  new Refusal(422, 'Validation Failed', { errors: [{ resource, field, code, ...(message === undefined ? {} : { message }) }] })

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const created = (body: unknown): Answer => ({ status: 201, body })
export const noContent = (): Answer => ({ status: 204 })

const MAX_PER_PAGE = 100
const DEFAULT_PER_PAGE = 30

/** One page of a list with the `Link` header that leads to the others; `wrap` puts the page into its envelope. */
export function paged<T>(call: Call, items: readonly T[], wrap: (page: readonly T[], total: number) => unknown = (page) => page): Answer {
  const perPage = Math.min(MAX_PER_PAGE, Math.max(1, Number(call.query.get('per_page') ?? DEFAULT_PER_PAGE)))
  const page = Math.max(1, Number(call.query.get('page') ?? 1))
  const last = Math.max(1, Math.ceil(items.length / perPage))
  const link = linkHeader(call, page, last)
  const body = wrap(items.slice((page - 1) * perPage, page * perPage), items.length)
  return { status: 200, body, headers: link === '' ? {} : { link } }
}

function linkHeader(call: Call, page: number, last: number): string {
  const at = (target: number): string => {
    const query = new URLSearchParams(call.query)
    query.set('page', String(target))
    return `<${call.world.base}${call.url.pathname}?${query}>`
  }
  const links = []
  if (page > 1) links.push(`${at(page - 1)}; rel="prev"`, `${at(1)}; rel="first"`)
  if (page < last) links.push(`${at(page + 1)}; rel="next"`, `${at(last)}; rel="last"`)
  return links.join(', ')
}
