import { parseCapped } from '@seaworthy/record'
import { MonitoringError } from './errors.ts'
import type { Profile } from './profile.ts'
import { ProfileReader } from './profile-reader.ts'

/** A profile of 2,000 columns with 1,000 categories each is larger than any that we write. */
export const maxProfileBytes = 16 * 1024 * 1024
const maxProfileDepth = 8

/**
 * Reads a profile from its JSON, checks every field and every sum, and reports all problems at once.
 * @param place where the bytes came from, for messages.
 * @throws {MonitoringError} `PROFILE_UNREADABLE` when it is no JSON, too large or too deep, `PROFILE_INVALID` with every problem.
 */
export function parseProfile(bytes: Uint8Array | string, place = 'profile'): Profile {
  const reader = new ProfileReader()
  const profile = reader.profile(readJson(bytes, place))
  if (reader.problems.length > 0) {
    throw new MonitoringError('PROFILE_INVALID', `${place}: ${reader.problems.slice(0, 20).join('; ')}`, {
      hint: 'make the profile again from the released data, with the version of seaworthy that the repository pins',
    })
  }
  return profile
}

function readJson(bytes: Uint8Array | string, place: string): unknown {
  try {
    return parseCapped(bytes, place, { maxBytes: maxProfileBytes, maxDepth: maxProfileDepth })
  } catch (cause) {
    throw new MonitoringError('PROFILE_UNREADABLE', (cause as Error).message, { cause })
  }
}
