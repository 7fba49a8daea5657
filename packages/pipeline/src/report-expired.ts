import { statusContext, waivedUntil } from '@seaworthy/report'
import { type Line, requireHub } from './line.ts'
import { type Reported, reportComment } from './report.ts'

/** A pull request whose report was written anew. */
export interface ReportedPull {
  readonly pullRequest: number
  readonly reported: Reported
}

/**
 * Time ends waivers, and no event says so: where a status of an open pull request says that it is waived until a day that has begun, its
 * report is written anew, by what counts now. One that cannot be written does not keep the others from it.
 */
export async function reportExpired(line: Line): Promise<readonly ReportedPull[]> {
  const hub = requireHub(line, 'settling statuses anew')
  const now = line.clock.now().getTime()
  const written: ReportedPull[] = []
  const faults: unknown[] = []
  for (const { number, head } of await hub.pulls.allOpen()) {
    const status = (await hub.statuses.list(head.sha)).find(({ context }) => context === statusContext)
    const until = status?.state === 'success' ? waivedUntil(status.description) : null
    if (until === null || until.getTime() > now) continue
    try {
      const reported = await reportComment(line, number)
      if (reported) written.push({ pullRequest: number, reported })
    } catch (fault) {
      line.log.warn(`#${number} could not be reported on`)
      faults.push(fault)
    }
  }
  if (faults.length > 0) throw faults[0]
  return written
}
