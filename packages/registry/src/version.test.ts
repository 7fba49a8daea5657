import { describe, expect, it } from 'vitest'
import { nextVersion, normalVersion, parseVersionTag, versionTag } from './version.ts'

describe('versions', () => {
  it('start at 1.0.0 and go on with the next minor of the highest, not of the latest text', () => {
    expect(nextVersion([])).toBe('1.0.0')
    expect(nextVersion(['v1.9.0', 'v1.10.2', 'v1.2.0'])).toBe('1.11.0')
    expect(nextVersion(['v2.0.0', 'v1.99.0', 'nonsense'])).toBe('2.1.0')
  })

  it('take the names of a monorepo with dashes, dots and underscores', () => {
    for (const model of ['a', 'flight-delay', 'flight_delay.eu-1'])
      expect(parseVersionTag(versionTag(model, '1.2.3'))).toEqual({ model, version: '1.2.3' })
  })

  it('are no tags of other tools', () => {
    for (const tag of [
      'v1.0.0',
      '@v1.0.0',
      'a@1.0.0',
      'a@v1.0',
      'a@v01.0.0',
      'a@v1.0.0-rc1',
      'a@v1.0.0!',
      'a b@v1.0.0',
      '@scope/a@v1.0.0',
      'a..b@v1.0.0',
    ])
      expect(parseVersionTag(tag), tag).toBeNull()
  })

  it('refuse names that Git or a shell would take apart', () => {
    for (const model of ['', 'a b', 'a/b', '../a', 'a..b', '-a', 'a~1', 'a#b', 'x'.repeat(101)])
      expect(() => versionTag(model, '1.0.0'), model).toThrow(expect.objectContaining({ code: 'NAME_INVALID' }))
    expect(() => normalVersion('latest')).toThrow(expect.objectContaining({ code: 'NAME_INVALID' }))
  })
})
