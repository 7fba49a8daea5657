import type { Probed } from '@seaworthy/evaluation'
import { describeModel } from '@seaworthy/inference'
import { ofBoth, type Pair } from './pair.ts'
import type { ProbedModel } from './probes.ts'

const fileProbes: Readonly<Record<string, (one: ProbedModel) => Promise<number | null>>> = {
  size_bytes: async ({ model }) => model.bytes,
  parameters: async ({ file }) => (await describeModel(file)).parameters,
}

/** Whether a probe reads a file alone, and so needs nothing that can be run. */
export function isOfFile(id: string): boolean {
  return fileProbes[id] !== undefined
}

/** Sizes and parameters. Nothing where the file does not say it: a gate on it is then refused. */
export async function takeFileProbes(ids: readonly string[], models: Pair<ProbedModel>): Promise<readonly Probed[]> {
  const found: Probed[] = []
  for (const id of ids) {
    const number = fileProbes[id]
    const { candidate, baseline } = number ? await ofBoth(models, number) : { candidate: null, baseline: null }
    if (candidate === null) continue
    const isShare = baseline !== null && candidate > 0 && baseline > 0
    found.push({
      id,
      candidate: { value: candidate, interval: null },
      baseline: baseline === null ? null : { value: baseline, interval: null },
      ratio: isShare ? { value: candidate / baseline, interval: null } : null,
      units: 1,
    })
  }
  return found
}
