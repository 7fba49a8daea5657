import { describe, expect, it } from 'vitest'
import { compareProfiles } from './compare-profiles.ts'
import { decide } from './decide.ts'
import { categoricalColumn, numericColumn, profile, timeColumn } from './fixtures/profiles.ts'
import type { Look } from './look.ts'

const calm = { observed: 0.213, predicted: 0.207, gap: -0.006, interval: [-0.029, 0.017], clusters: 30, drifted: false } as const
const off = { observed: 0.161, predicted: 0.204, gap: 0.043, interval: [0.025, 0.061], clusters: 31, drifted: true } as const
const airports = compareProfiles({
  reference: profile(numericColumn('hour', [5000, 5000]), categoricalColumn('origin', { ATL: 6000, PIT: 4000 }), timeColumn('date', 10_000)),
  current: profile(
    numericColumn('hour', [5010, 4990]),
    categoricalColumn('origin', { ATL: 6000, PIT: 3995, AKN: 3, DLG: 2 }),
    timeColumn('date', 10_000),
  ),
})
const policy = { on: ['calibration', 'decay'], ofLast: [2, 3], newRows: 400_000, maxAgeDays: null } as const
const june = {
  drift: airports,
  calibration: calm,
  performance: [],
  newRows: 529_000,
  ageDays: 30.4,
  cooldownPassed: true,
  policy,
  history: [],
} as const
const look = (...signals: Look['signals']): Look => ({ until: null, decision: 'none', signals })

describe('decide', () => {
  it('retrains on half a million new rows although calibration holds', () => {
    expect(decide(june)).toEqual({
      decision: 'retrain',
      reasons: [
        { reason: 'new_rows', message: '529,000 new rows since the release (at least 400,000)', retrain: true },
        { reason: 'calibration', message: 'calibration holds: gap −0.006 ± 0.023', retrain: false },
        { reason: 'drift', message: 'none of 2 columns drifts', retrain: false },
        { reason: 'new_categories', message: '2 new values in origin: AKN, DLG (under 0.1% of the rows)', retrain: false },
      ],
    })
  })

  it('waits for the cooldown and says so', () => {
    const { decision, reasons } = decide({ ...june, cooldownPassed: false })
    expect(decision).toBe('none')
    expect(reasons[0]).toEqual({
      reason: 'new_rows',
      message: '529,000 new rows since the release (at least 400,000); waits, the cooldown since the last retraining has not passed',
      retrain: false,
    })
  })

  it('does nothing while nothing asks for it', () => {
    expect(decide({ ...june, newRows: 1000 }).decision).toBe('none')
  })

  it('retrains on a calibration gap only in the second of three looks', () => {
    const gap = { ...june, newRows: 0, calibration: off }
    expect(decide(gap)).toMatchObject({ decision: 'investigate' })
    expect(decide({ ...gap, history: [look('calibration'), look()] })).toMatchObject({
      decision: 'retrain',
      reasons: [
        { reason: 'calibration', message: 'calibration is off: gap +0.043 ± 0.018; in 2 of the last 3 looks (at least 2)', retrain: true },
        {},
        {},
        {},
      ],
    })
    expect(decide({ ...gap, history: [look('calibration'), look(), look()] }).decision).toBe('investigate')
  })

  it('investigates a signal that the policy does not retrain on', () => {
    const decision = decide({ ...june, newRows: 0, calibration: off, policy: { ...policy, on: ['decay'], ofLast: [1, 1] } })
    expect(decision.decision).toBe('investigate')
    expect(decision.reasons).toContainEqual({
      reason: 'calibration',
      message: 'calibration is off: gap +0.043 ± 0.018; the policy does not retrain on it',
      retrain: false,
    })
  })

  it('retrains on decay and on age', () => {
    const decayed = {
      metric: 'roc_auc',
      better: 'higher',
      released: 0.668,
      releasedInterval: null,
      realised: 0.64,
      interval: [0.632, 0.648],
      decayed: true,
    } as const
    expect(decide({ ...june, newRows: 0, performance: [decayed], policy: { ...policy, ofLast: [1, 1] } }).reasons[0]).toEqual({
      reason: 'decay',
      message: 'roc_auc is worse than at the release: 0.640 ± 0.008, 0.668 at the release; in 1 of the last 1 looks (at least 1)',
      retrain: true,
    })
    expect(decide({ ...june, newRows: 0, ageDays: 95.9, policy: { ...policy, maxAgeDays: 90 } })).toMatchObject({
      decision: 'retrain',
      reasons: [{ reason: 'age', message: 'the version is 95 days old (at least 90)', retrain: true }, {}, {}, {}, {}],
    })
  })

  it('investigates drift, never retrains on it alone', () => {
    const drift = compareProfiles({
      reference: profile(numericColumn('delay', [1000, 1000, 1000])),
      current: profile(numericColumn('delay', [3000, 100, 100])),
    })
    const decision = decide({ ...june, drift, newRows: 0 })
    expect(decision.decision).toBe('investigate')
    expect(decision.reasons.find((reason) => reason.reason === 'drift')?.message).toMatch(
      /^1 of 1 columns drifts: delay \(large shift: PSI \d\.\d+, adjusted p < 0\.001\)$/,
    )
  })

  it('says that labels are missing, or days too few', () => {
    expect(decide({ ...june, calibration: null }).reasons).toContainEqual({
      reason: 'insufficient',
      message: 'no labels yet: calibration and performance are unknown',
      retrain: false,
    })
    expect(decide({ ...june, calibration: { ...calm, clusters: 7 } }).reasons).toContainEqual({
      reason: 'insufficient',
      message: 'too few clusters to judge calibration: 7, 10 are needed (gap −0.006 ± 0.023)',
      retrain: false,
    })
  })

  it('refuses a policy that asks for three of two looks', () => {
    expect(() => decide({ ...june, policy: { ...policy, ofLast: [3, 2] } })).toThrow(expect.objectContaining({ code: 'POLICY_INVALID' }))
  })
})
