/** Where actions and workflows are referred to. */
export const ownRepository = 'seaworthy-ml/seaworthy'
/** Stands for the commit of a release until the release script writes it: a commit cannot name itself. */
export const unreleased = '0'.repeat(40)
export const checkoutAction = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1'

export function ownAction(name: string): string {
  return `${ownRepository}/actions/${name}@${unreleased}`
}
