// The resource behind each path, for servers that do not name the permission themselves. The first that fits counts.
const resources: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\/deployments(\/|$)/, ['deployments']],
  [/\/statuses(\/|$)/, ['statuses']],
  [/\/actions\//, ['actions']],
  [/\/check-(runs|suites)(\/|$)/, ['checks']],
  [/\/pulls(\/|$)/, ['pull-requests']],
  [/\/issues(\/|$)/, ['issues', 'pull-requests']],
]

/**
 * The permissions of which one would let a call through, as a workflow writes them: from GitHub's header
 * `x-accepted-github-permissions` (`;` between alternatives, `,` within one), else by the path.
 * @example acceptedPermissions({ method: 'POST', path: '/repos/o/r/statuses/1' }) // ['statuses: write']
 */
export function acceptedPermissions(call: {
  readonly method: string
  readonly path: string
  readonly header?: string | undefined
}): readonly string[] {
  const { method, path, header } = call
  if (header) return header.split(';').map((all) => all.split(',').map(asInWorkflow).join(' and '))
  const level = method === 'GET' || method === 'HEAD' ? 'read' : 'write'
  const names = resources.find(([pattern]) => pattern.test(path))?.[1] ?? ['contents']
  return names.map((name) => `${name}: ${level}`)
}

function asInWorkflow(one: string): string {
  const [name = '', level = ''] = one.trim().split('=')
  return `${name.replaceAll('_', '-')}: ${level}`
}
