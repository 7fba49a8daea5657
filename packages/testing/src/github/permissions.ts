export type Level = 'none' | 'read' | 'write'

/** As under `permissions:` in a workflow; what is left out is `none`. */
export type Permissions = Readonly<Partial<Record<PermissionName, Level>>>

export type PermissionName = 'actions' | 'checks' | 'contents' | 'deployments' | 'issues' | 'pull-requests' | 'statuses'

export type Role = 'none' | 'read' | 'write' | 'admin'

/**
 * What an operation asks, written as GitHub's own `x-accepted-github-permissions` header: sets separated by `;`
 * of which one suffices, each a list of `name=level` separated by `,`. `''` asks nothing.
 */
export type Accepted = string

const RANK: Readonly<Record<Level, number>> = { none: 0, read: 1, write: 2 }

export function grants(permissions: Permissions, accepted: Accepted): boolean {
  if (accepted === '') return true
  return accepted.split(';').some((set) => set.split(',').every((item) => holds(permissions, item.trim())))
}

function holds(permissions: Permissions, item: string): boolean {
  const [name = '', level = 'write'] = item.split('=')
  if (name === 'metadata') return true
  const held = permissions[name.replaceAll('_', '-') as PermissionName] ?? 'none'
  return RANK[held] >= RANK[level as Level]
}

export const isWrite = (accepted: Accepted): boolean => accepted.includes('=write')

/** A person's rights follow from the role: readers may still comment, open issues and pull requests. */
export function permissionsOfRole(role: Role): Permissions {
  switch (role) {
    case 'none':
      return {}
    case 'read':
      return { actions: 'read', checks: 'read', contents: 'read', deployments: 'read', issues: 'write', 'pull-requests': 'write', statuses: 'read' }
    case 'write':
    case 'admin':
      return {
        actions: 'write',
        checks: 'write',
        contents: 'write',
        deployments: 'write',
        issues: 'write',
        'pull-requests': 'write',
        statuses: 'write',
      }
  }
}

/** The token of a fork's pull request never writes, whatever its workflow asks. */
export function readOnly(permissions: Permissions): Permissions {
  return Object.fromEntries(Object.entries(permissions).map(([name, level]) => [name, level === 'write' ? 'read' : level]))
}
