import { MetricsError } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'

const namesShown = 5

/** Some classes by name, and how many more. */
export function namesOf(places: readonly number[], classes: readonly string[]): string {
  const names = places.slice(0, namesShown).map((at) => `"${classes[at]}"`)
  return places.length > namesShown ? `${names.join(', ')} and ${places.length - namesShown} more` : names.join(', ')
}

/**
 * The place of a class or label that an id names.
 * @throws {MetricsError} `METRIC_PARAMETER`, with the nearest name.
 */
export function placeOf(name: string, classes: readonly string[], id: string): number {
  const at = classes.indexOf(name)
  if (at >= 0) return at
  const near = nearestName(name, classes)
  throw new MetricsError('METRIC_PARAMETER', `"${id}" names no class of these rows`, {
    hint: near ? `did you mean "${near}"?` : `the classes are ${namesOf([...classes.keys()], classes)}`,
  })
}
