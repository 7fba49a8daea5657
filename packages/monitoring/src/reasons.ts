import type { MonitorBody } from '@seaworthy/record'
import { smallestClusters } from './cluster-half-width.ts'
import type { RetrainPolicy } from './decide.ts'
import type { RetrainSignal } from './look.ts'
import { grouped, percent, withInterval } from './number-text.ts'

type Reason = MonitorBody['reasons'][number]

/** All that a decision rests on. */
export interface Observation {
  readonly drift: MonitorBody['drift']
  readonly calibration: MonitorBody['calibration']
  readonly performance: MonitorBody['performance']
  readonly newRows: number
  readonly ageDays: number
  readonly policy: RetrainPolicy
  readonly standing: readonly RetrainSignal[]
  /** In how many of the looks that count, this one included, a signal stood. */
  readonly times: (signal: RetrainSignal) => number
}

/** Every reason in words, those that ask for a retraining first; what holds is said too. */
export function reasonsFor(observation: Observation): readonly Reason[] {
  const reasons = [
    ...newRowsReason(observation),
    ...ageReason(observation),
    ...calibrationReason(observation),
    ...performanceReasons(observation),
    ...driftReasons(observation),
    ...newCategoryReasons(observation),
  ]
  return [...reasons.filter((reason) => reason.retrain), ...reasons.filter((reason) => !reason.retrain)]
}

function newRowsReason({ newRows, policy }: Observation): readonly Reason[] {
  if (policy.newRows === null) return []
  const enough = newRows >= policy.newRows
  const bound = `${enough ? 'at least' : 'under'} ${grouped(policy.newRows)}`
  return [{ reason: 'new_rows', message: `${grouped(newRows)} new rows since the release (${bound})`, retrain: enough }]
}

function ageReason({ ageDays, policy }: Observation): readonly Reason[] {
  if (policy.maxAgeDays === null) return []
  const old = ageDays >= policy.maxAgeDays
  const bound = `${old ? 'at least' : 'under'} ${grouped(policy.maxAgeDays)}`
  return [{ reason: 'age', message: `the version is ${grouped(Math.floor(ageDays))} days old (${bound})`, retrain: old }]
}

function calibrationReason(observation: Observation): readonly Reason[] {
  const { calibration } = observation
  if (!calibration) return [{ reason: 'insufficient', message: 'no labels yet: calibration and performance are unknown', retrain: false }]
  const gap = `gap ${withInterval(calibration.gap, calibration.interval)}`
  if (calibration.clusters < smallestClusters) {
    const message = `too few clusters to judge calibration: ${calibration.clusters}, ${smallestClusters} are needed (${gap})`
    return [{ reason: 'insufficient', message, retrain: false }]
  }
  if (!calibration.drifted) return [{ reason: 'calibration', message: `calibration holds: ${gap}`, retrain: false }]
  return [signalReason(observation, 'calibration', `calibration is off: ${gap}`)]
}

function performanceReasons(observation: Observation): readonly Reason[] {
  return observation.performance.map(({ metric, released, realised, interval, decayed }) => {
    const half = (interval[1] - interval[0]) / 2
    const value = `${realised.toFixed(3)} ± ${half.toFixed(3)}, ${released.toFixed(3)} at the release`
    if (!decayed) return { reason: 'decay', message: `${metric} not shown worse than at the release: ${value}`, retrain: false }
    return signalReason(observation, 'decay', `${metric} is worse than at the release: ${value}`)
  })
}

function signalReason({ policy, times }: Observation, signal: RetrainSignal, what: string): Reason {
  const [needed, looks] = policy.ofLast
  if (!policy.on.includes(signal)) return { reason: signal, message: `${what}; the policy does not retrain on it`, retrain: false }
  const stood = times(signal)
  const enough = stood >= needed
  return { reason: signal, message: `${what}; in ${stood} of the last ${looks} looks (${enough ? 'at least' : 'under'} ${needed})`, retrain: enough }
}

function driftReasons({ drift }: Observation): readonly Reason[] {
  const judged = drift.filter((column) => column.kind !== 'datetime')
  const drifted = judged.filter((column) => column.drifted)
  if (drifted.length === 0)
    return judged.length === 0 ? [] : [{ reason: 'drift', message: `none of ${judged.length} columns drifts`, retrain: false }]
  const named = listed(drifted.map((column) => `${column.column} (${column.reason})`))
  return [
    {
      reason: 'drift',
      message: `${drifted.length} of ${judged.length} columns ${drifted.length === 1 ? 'drifts' : 'drift'}: ${named}`,
      retrain: false,
    },
  ]
}

function newCategoryReasons({ drift }: Observation): readonly Reason[] {
  return drift
    .filter((column) => column.newCategories.length > 0)
    .map(({ column, newCategories, tests }) => {
      const share = tests.find((test) => test.method === 'new_category_share')?.value
      const rows = share === undefined ? '' : ` (${share < 0.001 ? 'under 0.1%' : percent(share)} of the rows)`
      const count = `${newCategories.length} new ${newCategories.length === 1 ? 'value' : 'values'}`
      return { reason: 'new_categories', message: `${count} in ${column}: ${listed(newCategories)}${rows}`, retrain: false }
    })
}

const maxListed = 5

function listed(names: readonly string[]): string {
  const shown = names.slice(0, maxListed).join(', ')
  return names.length > maxListed ? `${shown} and ${names.length - maxListed} more` : shown
}
