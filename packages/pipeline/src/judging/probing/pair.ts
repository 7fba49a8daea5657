/** The same thing of the candidate, and of production where there is one. */
export interface Pair<T> {
  readonly candidate: T
  readonly baseline: T | null
}

/** One after the other, so that neither disturbs the other. */
export async function ofBoth<T, U>({ candidate, baseline }: Pair<T>, make: (one: T) => Promise<U> | U): Promise<Pair<U>> {
  return { candidate: await make(candidate), baseline: baseline === null ? null : await make(baseline) }
}
