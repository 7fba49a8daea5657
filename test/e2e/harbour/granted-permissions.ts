import type { Permissions } from '@seaworthy/testing'
import { parse } from 'yaml'

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly permissions?: Readonly<Record<string, 'read' | 'write'>> }>>
}

/** The union of what the jobs of a workflow are granted: under act there is one token for the whole run. */
export function grantedPermissions(workflow: string): Permissions {
  const { jobs } = parse(workflow) as Workflow
  const union: Record<string, 'read' | 'write'> = {}
  for (const { permissions = {} } of Object.values(jobs)) {
    for (const [name, level] of Object.entries(permissions)) if (union[name] !== 'write') union[name] = level
  }
  return union
}
