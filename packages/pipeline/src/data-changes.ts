import { comparableColumns, dataChanges, MonitoringError, parseProfile } from '@seaworthy/monitoring'
import type { DataChanges, Section } from '@seaworthy/record'
import { RegistryError } from '@seaworthy/registry'
import type { Line } from './line.ts'
import type { LockedDataset } from './locked-data.ts'
import type { PlannedModel } from './plan-document.ts'

type Warning = Section<'validate'>['body']['warnings'][number]

export interface ChangesQuestion {
  readonly planned: PlannedModel
  /** What training reads. */
  readonly train: LockedDataset
  /** Its profile, as it was written. */
  readonly profile: Uint8Array
  /** Whether values of the data may be named. */
  readonly show: boolean
}

/**
 * The rows of training beside those that production was trained on, by the profile in production's release. It informs: where
 * that profile cannot be had, a warning says so.
 */
export async function changesSinceProduction(
  line: Line,
  { planned, train, profile, show }: ChangesQuestion,
): Promise<{ readonly changes: DataChanges | null; readonly warning: Warning | null }> {
  const { production, name } = planned
  if (!production || !line.registry) return { changes: null, warning: null }
  try {
    const bytes = await line.registry.profile(name, production.version)
    if (!bytes) return { changes: null, warning: null }
    const [before, after] = [parseProfile(bytes), parseProfile(profile)]
    const session = await line.engines.session()
    const { files, window, reading } = train
    const afterOnBins = await session.profileLike({ files, window, reading, reference: comparableColumns(before, after) })
    const changes = dataChanges({ version: production.version, before, after, afterOnBins, label: train.plan.label })
    return { changes: show ? changes : withoutValues(changes), warning: null }
  } catch (error) {
    if (!(error instanceof RegistryError || error instanceof MonitoringError)) throw error
    return {
      changes: null,
      warning: { code: error.code, message: `the data of production ${production.version} cannot be compared: ${error.message}` },
    }
  }
}

function withoutValues(changes: DataChanges): DataChanges {
  return { ...changes, labels: changes.labels?.map((label) => ({ ...label, value: null })) ?? null }
}
