import type { MonitorBody } from '@seaworthy/record'
import { newCategoryThreshold } from './column-evidence.ts'
import { MonitoringError } from './errors.ts'
import { type Look, type RetrainSignal, signalsOf } from './look.ts'
import { type Observation, reasonsFor } from './reasons.ts'

/** When to train again: structurally the `monitor.retrain` of a configuration. */
export interface RetrainPolicy {
  readonly on: readonly RetrainSignal[]
  /** `[k, n]`: a signal retrains when it stood in k of the last n looks, this one included. */
  readonly ofLast: readonly [number, number]
  readonly newRows: number | null
  readonly maxAgeDays: number | null
}

export interface Decision {
  readonly decision: MonitorBody['decision']
  readonly reasons: MonitorBody['reasons']
}

/**
 * What to do about a model in production, with every reason in words. `retrain`: a signal that the policy names stood in enough
 * of the last looks, enough new rows came, or the version is old enough, and the cooldown has passed. `investigate`: a signal
 * or a drift that does not retrain by itself, or new values in at least 1 % of the rows. Else `none`.
 * Drift without loss of calibration or performance never retrains: it is no sign that the model got worse.
 * @param options.history earlier looks, oldest first.
 * @throws {MonitoringError} `POLICY_INVALID` unless 1 <= k <= n.
 */
export function decide(options: {
  readonly drift: MonitorBody['drift']
  readonly calibration: MonitorBody['calibration']
  readonly performance: MonitorBody['performance']
  /** Rows since the data of the release. */
  readonly newRows: number
  readonly ageDays: number
  readonly cooldownPassed: boolean
  readonly policy: RetrainPolicy
  readonly history: readonly Look[]
}): Decision {
  const { calibration, performance, drift, history, policy, cooldownPassed } = options
  const [needed, looks] = policy.ofLast
  if (!(needed >= 1 && needed <= looks))
    throw new MonitoringError('POLICY_INVALID', `of_last [${needed}, ${looks}]`, { hint: 'write [k, n] with 1 <= k <= n, as [2, 3]' })
  const standing = signalsOf({ calibration, performance })
  const recent = [...history.map((look) => look.signals), standing].slice(-looks)
  const observation: Observation = { ...options, standing, times: (signal) => recent.filter((signals) => signals.includes(signal)).length }
  const reasons = reasonsFor(observation)
  const retrain = reasons.some((reason) => reason.retrain)
  if (retrain && cooldownPassed) return { decision: 'retrain', reasons }
  const noted = retrain ? [...reasons.map(waiting)] : reasons
  return { decision: standing.length > 0 || drift.some(isConcern) ? 'investigate' : 'none', reasons: noted }
}

function waiting(reason: MonitorBody['reasons'][number]): MonitorBody['reasons'][number] {
  return reason.retrain
    ? { ...reason, retrain: false, message: `${reason.message}; waits, the cooldown since the last retraining has not passed` }
    : reason
}

function isConcern(column: MonitorBody['drift'][number]): boolean {
  return column.drifted || column.tests.some(({ method, value }) => method === 'new_category_share' && value >= newCategoryThreshold)
}
