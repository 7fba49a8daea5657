import type { Route } from '../call.ts'
import { actionRoutes } from './actions.ts'
import { assetRoutes } from './assets.ts'
import { commentRoutes } from './comments.ts'
import { commitRoutes } from './commits.ts'
import { contentRoutes } from './contents.ts'
import { deploymentRoutes } from './deployments.ts'
import { dispatchRoutes } from './dispatches.ts'
import { gitObjectRoutes } from './git-objects.ts'
import { issueRoutes } from './issues.ts'
import { pullRoutes } from './pulls.ts'
import { refRoutes } from './refs.ts'
import { releaseRoutes } from './releases.ts'
import { globalRoutes, repositoryRootRoutes } from './repositories.ts'
import { statusRoutes } from './statuses.ts'

/** Every operation that the emulated GitHub serves; a test keeps it equal to the OpenAPI subset. */
export const routes: readonly Route[] = [
  ...actionRoutes,
  ...assetRoutes,
  ...commentRoutes,
  ...commitRoutes,
  ...contentRoutes,
  ...deploymentRoutes,
  ...dispatchRoutes,
  ...gitObjectRoutes,
  ...globalRoutes,
  ...issueRoutes,
  ...pullRoutes,
  ...refRoutes,
  ...releaseRoutes,
  ...repositoryRootRoutes,
  ...statusRoutes,
]
