import type { VerifiedVersion } from '@seaworthy/registry'
import type { LockedDataset } from './locked-data.ts'

/**
 * The rows that production was trained on, as far as they are among the locked files of today: what they share with the test set
 * flatters production. Null where its record names none, or other bytes.
 */
export function productionTraining(version: VerifiedVersion, datasets: ReadonlyMap<string, LockedDataset>): LockedDataset | null {
  const section = version.record.sections.train
  const train = datasets.get('train')
  if (!section || !train) return null
  const read = section.consumed.filter(({ role }) => role === 'data:train')
  const here = read.map(({ name, digest }) => train.artifacts.findIndex((one) => one.name === name && one.digest === digest))
  if (here.length === 0 || here.includes(-1)) return null
  const at = <Item>(items: readonly Item[]): readonly Item[] => here.flatMap((place) => items.slice(place, place + 1))
  return { ...train, files: at(train.files), artifacts: at(train.artifacts), window: section.body.data.window }
}
