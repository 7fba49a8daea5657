import { confirmGates, type Judgement, judge, judgeAnchor, judgeConfirmed, type Policy, type Probed } from '@seaworthy/evaluation'
import type { Gathered } from '../evaluate.ts'
import { datasetDigest } from '../locked-data.ts'
import type { Anchor } from './anchor.ts'
import type { Confirmation } from './confirm.ts'
import type { Repeats } from './repeats.ts'

/** A judgement by each policy: of the base, and of the change. */
export type Decide = (policy: Policy) => Judgement

/** What stands beside the candidate and production: other runs of the recipe, the last release shown better, what running them showed. */
export interface Beside {
  readonly repeats: Repeats | null
  readonly anchor: Anchor | null
  readonly probes: readonly Probed[]
}

type Source = Pick<Gathered, 'dataset' | 'candidate' | 'baseline' | 'set' | 'level'>

/** Judges by a policy, once each: on the test set, against production and against the anchor. */
export function deciderOf({ dataset, candidate, baseline, set, level }: Source, { repeats, anchor, probes }: Beside): Decide {
  const identical = baseline?.described.digest === candidate.digest
  const scored = { ...set.scored, repeats: repeats?.rows ?? [] }
  const request = { scored, level, identical, testSet: datasetDigest(dataset), probes } as const
  return remembered((policy) => {
    const judged = judge({ ...request, policy })
    const rows = policy.anchor === false ? null : (anchor?.rows ?? null)
    const same = anchor?.described.digest === candidate.digest
    const beside = rows ? judgeAnchor({ ...request, policy, scored: { ...scored, baseline: rows }, identical: same }) : []
    const later = identical ? [] : confirmGates(policy).map((gate) => ({ gate, reason: 'at_publishing' as const }))
    return {
      ...judged,
      findings: [...judged.findings, ...beside],
      notApplicable: [...judged.notApplicable, ...later],
      warnings: [...judged.warnings, ...(repeats?.warnings ?? []), ...(rows || policy.anchor === false ? [] : (anchor?.warnings ?? []))],
    }
  })
}

/** The same judgements, with what the second test set says by the policies that name it. */
export function confirmedBy(decide: Decide, confirmation: Confirmation, { level, probes }: Pick<Source, 'level'> & Pick<Beside, 'probes'>): Decide {
  const { scored, described, warnings } = confirmation
  const { dataset, digest: testSet } = described
  return remembered((policy) => {
    const judged = decide(policy)
    if (policy.confirm !== dataset) return judged
    const findings = judgeConfirmed({ policy, scored, level, identical: false, testSet, probes, dataset })
    return {
      ...judged,
      findings: [...judged.findings, ...findings],
      notApplicable: judged.notApplicable.filter(({ reason }) => reason !== 'at_publishing'),
      warnings: [...judged.warnings, ...warnings],
    }
  })
}

function remembered(decide: Decide): Decide {
  const known = new Map<Policy, Judgement>()
  return (policy) => {
    const judged = known.get(policy) ?? decide(policy)
    known.set(policy, judged)
    return judged
  }
}
