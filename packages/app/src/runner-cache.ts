import type { Log } from '@seaworthy/pipeline'
import type { NativeCache } from './natives/index.ts'

/** The cache service of Actions, for libraries that hosted machines would download in every job. It may be away: nothing depends on it. */
export function runnerCache(log: Log): NativeCache {
  return {
    restore: (folder, key) => attempt(log, async (cache) => (await cache.restoreCache([folder], key)) !== undefined),
    async save(folder, key) {
      await attempt(log, async (cache) => (await cache.saveCache([folder], key)) >= 0)
    },
  }
}

type ActionsCache = typeof import('@actions/cache')

async function attempt(log: Log, use: (cache: ActionsCache) => Promise<boolean>): Promise<boolean> {
  const cache = await import('@actions/cache')
  // Asking a service that is not there would hang for 20 seconds.
  if (!cache.isFeatureAvailable()) return false
  try {
    return await use(cache)
  } catch (error) {
    log.info(`the cache of Actions was not used: ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}
