import { describe, expect, it } from 'vitest'
import { formerVersion } from './former-version.ts'

const promoted = (version: string) => ({ kind: 'promotion', version }) as const
const rolledBack = (version: string) => ({ kind: 'rollback', version }) as const

describe('the version to go back to', () => {
  it('is the one before the current one', () => {
    expect(formerVersion([promoted('v1'), promoted('v2'), promoted('v3')])).toBe('v2')
  })

  it('is none where there was one version, or none', () => {
    expect(formerVersion([])).toBeNull()
    expect(formerVersion([promoted('v1')])).toBeNull()
    expect(formerVersion([promoted('v1'), promoted('v1')])).toBeNull()
  })

  it('is never one that was rolled back', () => {
    expect(formerVersion([promoted('v1'), promoted('v2'), rolledBack('v1')])).toBeNull()
    expect(formerVersion([promoted('v1'), promoted('v2'), rolledBack('v1'), promoted('v3')])).toBe('v1')
    expect(formerVersion([promoted('v1'), promoted('v2'), promoted('v3'), rolledBack('v2')])).toBe('v1')
  })

  it('goes on from a version that was never in the stage', () => {
    expect(formerVersion([promoted('v1'), promoted('v3'), rolledBack('v2')])).toBe('v1')
  })
})
