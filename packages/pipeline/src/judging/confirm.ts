import type { Scored } from '@seaworthy/evaluation'
import { unitsOf } from '@seaworthy/metrics'
import type { Artifact, Digest, EvaluateBody, Warning } from '@seaworthy/record'
import { type Registry, RegistryError } from '@seaworthy/registry'
import type { Gathered } from '../evaluate.ts'
import type { Line } from '../line.ts'
import { datasetDigest } from '../locked-data.ts'
import { scoreDataset } from '../score.ts'
import { judgingSet } from './judging-set.ts'
import { repeatsOf } from './repeats.ts'

/** The second test set, opened for one candidate. */
export interface Confirmation {
  readonly described: NonNullable<EvaluateBody['confirm']>
  readonly scored: Scored
  readonly artifacts: readonly Artifact[]
  readonly warnings: readonly Warning[]
}

/** Versions, newest first, that are asked whether they were confirmed on the same rows. */
const versionsAsked = 20

type Source = Pick<Gathered, 'plan' | 'policies' | 'planned' | 'candidate' | 'baseline' | 'trained' | 'open' | 'on' | 'said'>

/** Scores the rows of the second test set. Whoever calls this has decided that the candidate is published if they agree. */
export async function openConfirmation(line: Line, name: string, source: Source): Promise<Confirmation> {
  const { policies, planned, candidate, on, said } = source
  // Nobody could say what production says of the test set: nothing is compared with it here either.
  const baseline = said.units?.baseline === 'missing' ? null : source.baseline
  const dataset = await judgingSet(line, source, name)
  const session = await line.engines.session()
  const { model } = policies.judging
  const { scored } = await scoreDataset({ session, model, dataset, candidate, baseline: baseline?.model ?? null, on, slices: [] })
  const repeats = await repeatsOf(line, { ...source, dataset })
  const digest = datasetDigest(dataset)
  return {
    described: { dataset: name, digest, rows: unitsOf(scored.candidate) },
    scored: { ...scored, repeats: repeats?.rows ?? [] },
    artifacts: dataset.artifacts,
    warnings: line.registry ? await reused(line.registry, { name: planned.name, dataset: name, digest }) : [],
  }
}

// Rows that have decided once are no longer unseen: whoever looks twice chooses what the first look liked.
async function reused(
  registry: Registry,
  { name, dataset, digest }: { readonly name: string; readonly dataset: string; readonly digest: Digest },
): Promise<readonly Warning[]> {
  for (const { version } of (await registry.versions(name)).toReversed().slice(0, versionsAsked)) {
    if ((await confirmedOn(registry, name, version)) !== digest) continue
    const message = `the rows of "${dataset}" confirmed v${version} before: they are no longer unseen, take new ones`
    return [{ code: 'CONFIRM_REUSED', message }]
  }
  return []
}

async function confirmedOn(registry: Registry, name: string, version: string): Promise<Digest | null> {
  try {
    const { record } = await registry.version(name, version)
    return record.sections.evaluate?.body.confirm?.digest ?? null
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'RELEASE_INCOMPLETE') return null
    throw error
  }
}
