import { type Judgement, type Probed, type Selected, selectionOf } from '@seaworthy/evaluation'
import { type Artifact, type Digest, type EvaluateBody, type Finding, verdictOfFindings, type Warning } from '@seaworthy/record'
import type { Gathered } from '../evaluate.ts'
import type { Line } from '../line.ts'
import { datasetDigest } from '../locked-data.ts'
import { type Anchor, anchorOf } from './anchor.ts'
import { type Confirmation, openConfirmation } from './confirm.ts'
import { confirmedBy, type Decide, deciderOf } from './decide.ts'
import { type Repeats, repeatsOf } from './repeats.ts'
import { candidatesJudged } from './selection.ts'
import { bindingWaivers, type Waive, waiverDigest } from './waivers.ts'

/** What a candidate is judged by besides the test set and production, and what the section says of it. */
export interface JudgedBeside {
  readonly decide: Decide
  readonly body: Pick<EvaluateBody, 'anchor' | 'confirm' | 'repeats' | 'selection'>
  readonly warnings: readonly Warning[]
  readonly consumed: readonly Artifact[]
  /** What the verdict hangs on besides, by name: parts of the key. */
  readonly digests: Readonly<Record<string, Digest>>
}

interface BesideRequest {
  readonly binding: boolean
  readonly probes: readonly Probed[]
}

/**
 * Judges with all that stands beside the pair: further runs of the recipe, the anchor, and at publishing the second test set, which is
 * opened only where everything else passes or is waived. The same bytes as production need none of it.
 */
export async function judgeBeside(line: Line, gathered: Gathered, { binding, probes }: BesideRequest): Promise<JudgedBeside> {
  const identical = gathered.baseline?.described.digest === gathered.candidate.digest
  const repeats = identical ? null : await repeatsOf(line, gathered)
  const anchor = identical || !asksForAnchor(gathered) ? null : await anchorOf(line, gathered)
  const unwaived = deciderOf(gathered, { repeats, anchor, probes })
  const decide = binding ? waivedBy(unwaived, gathered, await bindingWaivers(line, gathered.planned)) : unwaived
  const judged = decide(gathered.policies.judging.policy)
  const selected = identical ? null : await selectionFor(line, gathered, judged)
  const confirmation = binding && !identical ? await opened(line, gathered, decide) : null
  return {
    decide: confirmation ? confirmedBy(decide, confirmation, { level: gathered.level, probes }) : decide,
    body: { ...bodyOf({ repeats, anchor, confirmation }, judged.runs), ...(selected ? { selection: selected.selection } : {}) },
    warnings: selected?.warnings ?? [],
    consumed: [...(repeats?.artifacts ?? []), ...(anchor?.artifact ? [anchor.artifact] : []), ...(confirmation?.artifacts ?? [])],
    digests: digestsOf({ repeats, anchor, confirmation }, judged.findings),
  }
}

// What is let pass is let pass by the policy that judges, and before the second test set is opened: what that says is never waived.
function waivedBy(decide: Decide, { policies }: Gathered, waive: Waive): Decide {
  return (policy) => {
    const judged = decide(policy)
    return policy === policies.judging.policy ? { ...judged, findings: waive(judged.findings) } : judged
  }
}

async function selectionFor(line: Line, gathered: Gathered, { evidence }: Judgement): Promise<Selected | null> {
  const { primary } = gathered.policies.judging.policy
  const candidates = await candidatesJudged(line, { ...gathered, test: datasetDigest(gathered.dataset) })
  return candidates === null ? null : selectionOf(candidates, evidence.find(({ metric, slice }) => metric === primary && slice === null) ?? null)
}

function asksForAnchor({ policies: { judging, proposed } }: Gathered): boolean {
  return [judging, proposed].some((one) => one?.policy.anchor === true)
}

async function opened(line: Line, gathered: Gathered, decide: Decide): Promise<Confirmation | null> {
  const { policy } = gathered.policies.judging
  if (!policy.confirm || verdictOfFindings(decide(policy).findings) !== 'pass') return null
  return openConfirmation(line, policy.confirm, gathered)
}

interface Parts {
  readonly repeats: Repeats | null
  readonly anchor: Anchor | null
  readonly confirmation: Confirmation | null
}

function bodyOf({ repeats, anchor, confirmation }: Parts, runs: Readonly<Record<string, readonly number[]>> | undefined): JudgedBeside['body'] {
  return {
    ...(anchor ? { anchor: anchor.described } : {}),
    ...(confirmation ? { confirm: confirmation.described } : {}),
    ...(repeats && runs ? { repeats: { seeds: repeats.seeds, values: runs } } : {}),
  }
}

function digestsOf({ repeats, anchor, confirmation }: Parts, findings: readonly Finding[]): JudgedBeside['digests'] {
  const waivers = waiverDigest(findings)
  return {
    ...Object.fromEntries(repeats?.artifacts.map(({ name, digest }) => [name, digest]) ?? []),
    ...(anchor?.artifact ? { anchor: anchor.artifact.digest } : {}),
    ...(confirmation ? { confirm: confirmation.described.digest } : {}),
    ...(waivers ? { waivers } : {}),
  }
}
