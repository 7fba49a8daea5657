import type { CheckResult } from '@seaworthy/record'
import { type CheckedData, findingText, placesText } from './checked-data.ts'

export interface DataAnnotation {
  readonly level: 'error' | 'warning'
  readonly title: string
  readonly message: string
  /** From the root of the repository. */
  readonly file: string | null
  readonly line: number | null
}

/** GitHub shows ten of each level in a step, and drops the others without a word. */
const perLevel = 10
const maxPlaces = 3

/**
 * What a runner shows beside the files of a change: each check that did not pass at its line of the contract, the first rows of
 * text data that fail at theirs. The last of a level sums up what would be dropped.
 * @param tracked whether a file is in the repository: only there an annotation has a place.
 */
export function annotationsOf(data: readonly CheckedData[], tracked: (file: string) => boolean): readonly DataAnnotation[] {
  const failing = data.flatMap((one) => one.checks.filter(({ outcome }) => outcome !== 'pass').map((check) => ({ check, contract: one.contract })))
  return (['error', 'warning'] as const).flatMap((level) => {
    const all = failing.filter(({ check }) => check.severity === level)
    const onContract = all.map(({ check, contract }) => onContractLine(check, { contract, level }))
    const onRows = all.flatMap(({ check }) => onDataLine(check, { level, tracked }))
    return limited([...onContract, ...onRows], level)
  })
}

function onContractLine(
  check: CheckResult,
  { contract, level }: { readonly contract: string | null; readonly level: DataAnnotation['level'] },
): DataAnnotation {
  const places = placesText(check, maxPlaces)
  const message = places === '' ? findingText(check) : `${findingText(check)}\nFirst: ${places}`
  return { level, title: check.id, message, file: contract, line: contract === null ? null : (check.line ?? 1) }
}

function onDataLine(
  check: CheckResult,
  { level, tracked }: { readonly level: DataAnnotation['level']; readonly tracked: (file: string) => boolean },
): readonly DataAnnotation[] {
  const first = check.samples.find(({ file, line }) => file !== null && line && tracked(file))
  if (!first?.line || first.file === null) return []
  const message = `${findingText({ ...check, failed: 0, observed: null, message: null })}${first.value === null ? '' : `: ${first.value}`}`
  return [{ level, title: check.id, message, file: first.file, line: first.line }]
}

function limited(all: readonly DataAnnotation[], level: DataAnnotation['level']): readonly DataAnnotation[] {
  if (all.length <= perLevel) return all
  const kept = all.slice(0, perLevel - 1)
  const rest: DataAnnotation = {
    level,
    title: `${all.length - kept.length} more`,
    message: 'The job summary lists all checks that did not pass.',
    file: null,
    line: null,
  }
  return [...kept, rest]
}
