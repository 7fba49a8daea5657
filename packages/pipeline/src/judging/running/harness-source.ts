import type { RunPlan } from '@seaworthy/config'
import { canonicalDigest, type Digest } from '@seaworthy/record'
import type { Line } from '../../line.ts'
import { datasetDigest, type LockedDataset } from '../../locked-data.ts'
import type { Plan, PlannedModel } from '../../plan-document.ts'
import type { Policies } from '../../policy-of-plan.ts'
import { type CommandSource, commandSource } from '../command-source.ts'

/** Which harness measures, and on what files it runs. */
export interface HarnessSource extends CommandSource<RunPlan> {
  /** Equal digests: the same command on the same files, given the same rows. What it fetches by itself is told by the documents that it names. */
  readonly scoring: Digest
}

/** The harness that the policy names; null where it names none. */
export async function harnessSource(
  line: Line,
  question: { readonly plan: Plan; readonly planned: PlannedModel; readonly policies: Policies; readonly dataset: LockedDataset | null },
): Promise<HarnessSource | null> {
  const source = await commandSource(line, question, ({ evaluate }) => evaluate.run)
  if (source === null) return null
  const { command, blobs } = source
  const dataset = question.dataset && datasetDigest(question.dataset)
  return { ...source, scoring: canonicalDigest({ by: 'harness', run: command.run, network: command.network, blobs, dataset }) }
}
