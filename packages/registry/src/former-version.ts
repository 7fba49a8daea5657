/** What of an assignment matters for going back. */
interface Step {
  readonly kind: 'promotion' | 'rollback'
  readonly version: string
}

/**
 * The version to go back to: the one that was in the stage before the current one, never one that was itself rolled back. A promotion
 * puts a version on a pile, a rollback takes off what lies above its target. Null when nothing lies below.
 * @param history oldest first.
 * @example formerVersion([{ kind: 'promotion', version: 'v1.0.0' }, { kind: 'promotion', version: 'v1.1.0' }]) // 'v1.0.0'
 */
export function formerVersion(history: readonly Step[]): string | null {
  const pile: string[] = []
  for (const { kind, version } of history) {
    if (kind === 'rollback') {
      const at = pile.lastIndexOf(version)
      pile.length = at >= 0 ? at : Math.max(pile.length - 1, 0)
    }
    if (pile.at(-1) !== version) pile.push(version)
  }
  return pile.at(-2) ?? null
}
