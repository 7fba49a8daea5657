import type { Profile } from '@seaworthy/monitoring'
import type { DataChanges, Section } from '@seaworthy/record'
import { RegistryError, type VerifiedVersion } from '@seaworthy/registry'
import type { Line } from './line.ts'
import type { LockedDataset } from './locked-data.ts'
import type { PlannedModel } from './plan-document.ts'

type Warning = Section<'validate'>['body']['warnings'][number]

/** What production was trained on; `profile` null where there is no production, no registry here, or its profile cannot be had. */
export interface ProductionData {
  readonly version: string | null
  /** The release itself, verified. */
  readonly release: VerifiedVersion | null
  readonly profile: Profile | null
  readonly warning: Warning | null
}

/** The profile in the release of production. It informs: where it cannot be had, a warning says so. */
export async function productionData(line: Line, { production, name }: PlannedModel): Promise<ProductionData> {
  const none = { version: production?.version ?? null, release: null, profile: null, warning: null }
  if (!production || !line.registry) return none
  try {
    const release = await line.registry.version(name, production.version)
    const bytes = await line.registry.file(release, 'profile')
    if (!bytes) return { ...none, release }
    const { parseProfile } = await import('@seaworthy/monitoring')
    return { ...none, release, profile: parseProfile(bytes) }
  } catch (error) {
    return { ...none, warning: await warningOf(error, production.version) }
  }
}

export interface ChangesQuestion {
  readonly production: ProductionData
  /** What training reads. */
  readonly train: LockedDataset
  /** Its profile. */
  readonly profile: Profile
  /** Whether values of the data may be named. */
  readonly show: boolean
}

/** The rows of training beside those that production was trained on. */
export async function changesSinceProduction(
  line: Line,
  { production, train, profile, show }: ChangesQuestion,
): Promise<{ readonly changes: DataChanges | null; readonly warning: Warning | null }> {
  const { version, profile: before } = production
  if (version === null || !before) return { changes: null, warning: production.warning }
  const { comparableColumns, dataChanges } = await import('@seaworthy/monitoring')
  try {
    const session = await line.engines.session()
    const { files, window, reading } = train
    const afterOnBins = await session.profileLike({ files, window, reading, reference: comparableColumns(before, profile) })
    const changes = dataChanges({ version, before, after: profile, afterOnBins, label: train.plan.label })
    return { changes: show ? changes : withoutValues(changes), warning: null }
  } catch (error) {
    return { changes: null, warning: await warningOf(error, version) }
  }
}

async function warningOf(error: unknown, version: string): Promise<Warning> {
  const { MonitoringError } = await import('@seaworthy/monitoring')
  if (!(error instanceof RegistryError || error instanceof MonitoringError)) throw error
  return { code: error.code, message: `the data of production ${version} cannot be compared: ${error.message}` }
}

function withoutValues(changes: DataChanges): DataChanges {
  return { ...changes, labels: changes.labels?.map((label) => ({ ...label, value: null })) ?? null }
}
