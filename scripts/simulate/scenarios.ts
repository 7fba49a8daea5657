import type { FairTown } from '../../packages/evaluation/src/fixtures/fair-towns.ts'
import { decisions, heavyLosses, losses, outcomes, type Population, ranks } from '../../packages/evaluation/src/fixtures/populations.ts'
import { simulate } from '../../packages/evaluation/src/fixtures/simulate.ts'
import { judge } from '../../packages/evaluation/src/judge.ts'

const sizes = [200, 1_000, 10_000]
const clustered = { rows: 3_000, clusters: 30, intraclass: 0.02 }

/** What is simulated: in each the candidate is worse by exactly the margin. */
export const scenarios: readonly [Population, ...Population[]] = [
  outcomes({ rows: 200, right: 0.85, disagree: 0.1, difference: -0.02 }),
  ...sizes.slice(1).map((rows) => outcomes({ rows, right: 0.85, disagree: 0.1, difference: -0.02 })),
  ...sizes.map((rows) => ranks({ rows, positives: 0.3, baseline: 0.75, difference: -0.02 })),
  ...sizes.map((rows) => losses({ rows, difference: -0.01 })),
  ...sizes.map((rows) => decisions({ rows, positives: 0.3, difference: -0.03 })),
  ranks({ rows: 1_000, positives: 0.01, baseline: 0.75, difference: -0.05 }),
  ranks({ rows: 10_000, positives: 0.01, baseline: 0.75, difference: -0.02 }),
  outcomes({ ...clustered, right: 0.85, disagree: 0.1, difference: -0.02 }),
  ranks({ ...clustered, positives: 0.3, baseline: 0.75, difference: -0.02 }),
  losses({ ...clustered, difference: -0.01 }),
  ...sizes.map((rows) => heavyLosses({ rows, certainlyWrong: 0.01, difference: -0.02 })),
  heavyLosses({ rows: 3_000, clusters: 30, certainlyWrong: 0.002, difference: -0.02 }),
]

const independent = { rows: 6_000 }
const inDays = { rows: 6_000, clusters: 30, intraclass: 0.02 }

/** Groups whose selection is known: equal, and apart by 0.1. */
export const fairTowns: readonly [FairTown, ...FairTown[]] = [
  { name: 'two equal groups', ...independent, selected: [0.3, 0.3] },
  { name: 'five equal groups', ...independent, selected: [0.3, 0.3, 0.3, 0.3, 0.3] },
  { name: 'five equal groups in 30 clusters', ...inDays, selected: [0.3, 0.3, 0.3, 0.3, 0.3] },
  { name: 'two groups, 0.1 apart', ...independent, selected: [0.4, 0.3] },
  { name: 'five groups, one at either end', ...independent, selected: [0.4, 0.35, 0.35, 0.35, 0.3] },
  { name: 'five groups, two or three at either end', ...independent, selected: [0.4, 0.4, 0.4, 0.3, 0.3] },
  { name: 'two groups in 30 clusters, 0.1 apart', ...inDays, selected: [0.4, 0.3] },
]

const slices = 60

/** How often a gate on the slices of an equally good model turns red. */
export function falseRed(runs: number): { readonly runs: number; readonly slices: number; readonly share: number } {
  const origins = Array.from({ length: slices }, (_, at) => `s${at}`)
  const gate = { relative: false, on: 'bound', onFail: 'block', inconclusive: 'warn', evidence: 'measured' } as const
  const policy = {
    kind: 'binary',
    primary: 'log_loss',
    metrics: ['log_loss'],
    gates: [{ ...gate, metric: 'log_loss', rule: 'no_regression', bound: 0, by: ['origin'] }],
  } as const
  let red = 0
  for (let run = 0; run < runs; run++) {
    const scored = simulate({ days: 60, rowsPerDay: 1_200, origins, candidate: 0.7, baseline: 0.7, seed: run + 1 })
    const { findings } = judge({ policy, scored, level: 'measured', identical: false, testSet: `${run}` })
    red += Number(findings.some(({ verdict }) => verdict === 'fail'))
  }
  return { runs, slices, share: red / runs }
}
