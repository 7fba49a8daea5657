import type { Route } from './call.ts'

export interface Matched {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** Parameters that may hold slashes, sent as they are or encoded. */
const SPANNING = new Set(['path', 'basehead', 'ref', 'tag', 'branch', 'sha'])

function pattern(path: string): RegExp {
  const source = path
    .replace(/[.]/g, '\\$&')
    .replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${SPANNING.has(name) ? (name === 'path' ? '.*' : '.+') : '[^/]+'})`)
  return new RegExp(`^${source}/?$`)
}

/** Tries routes with fewer parameters first, so that `/releases/latest` is not the release named "latest". */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Matched | null {
  const parameters = (route: Route): number => route.path.split('{').length
  const specific = (route: Route): number => route.path.split('/').length * 100 - parameters(route)
  const compiled = [...routes].sort((one, other) => specific(other) - specific(one)).map((route) => ({ route, regexp: pattern(route.path) }))
  return (method, path) => {
    for (const { route, regexp } of compiled) {
      if (route.method !== method) continue
      const groups = regexp.exec(path)?.groups
      if (groups !== undefined) return { route, params: Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decoded(value)])) }
      if (regexp.test(path)) return { route, params: {} }
    }
    return null
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
