import { type Digest, shortDigest } from '@seaworthy/record'
import type { Gathered } from '../evaluate.ts'
import type { Line } from '../line.ts'
import { markName } from '../mark-name.ts'
import type { ProductionModel } from './production-model.ts'

interface Source extends Pick<Gathered, 'planned' | 'plan'> {
  /** What candidates are judged on: one test set, one digest. */
  readonly test: Digest
  readonly candidate: Pick<Gathered['candidate'], 'digest'>
  readonly baseline: Pick<ProductionModel, 'record' | 'described'> | null
}

/**
 * How many candidates this test set has judged, this one included: those that production's own release counted, and those that runs since
 * have marked. A run of the line leaves its mark as an artifact whose name is that of the test set; a laptop keeps them beside its
 * sections. Each commit counts once, so two commits with equal bytes count as two: at most so many. Null where nobody may say.
 */
export async function candidatesJudged(line: Line, source: Source): Promise<number | null> {
  const { planned, test, candidate } = source
  const mark = { model: planned.name, name: `judged-${shortDigest(test)}` }
  const by = shortDigest(candidate.digest)
  const here = (await line.sections.marks(mark)).filter((one) => one !== by)
  const counted = carried(source)
  const heads = await headsSince(line, markName(mark), counted.since)
  if (isNew(source)) await line.sections.mark({ ...mark, by })
  if (heads === null) return null
  const others = new Set([...heads, ...here]).size
  return counted.candidates + others + (isNew(source) || others === 0 ? 1 : 0)
}

// What ship judges a second time was marked when its pull request judged it.
function isNew({ planned, plan }: Pick<Source, 'planned' | 'plan'>): boolean {
  return plan.kind !== 'ship' || planned.origin.kind === 'train'
}

interface Carried {
  readonly candidates: number
  /** Marks up to here are counted already. */
  readonly since: string
}

function carried({ baseline, test }: Source): Carried {
  const body = baseline?.record?.sections.evaluate?.body
  if (!body?.selection || body.dataset.digest !== test) return { candidates: 0, since: '' }
  return { candidates: body.selection.candidates, since: baseline?.described.publishedAt ?? '' }
}

async function headsSince(line: Line, name: string, since: string): Promise<readonly string[] | null> {
  if (!line.hub) return []
  try {
    const marks = await line.hub.runs.named(name)
    return marks.flatMap(({ createdAt, headSha }) => (headSha !== null && headSha !== line.identity.run.sha && createdAt > since ? [headSha] : []))
  } catch (error) {
    if (!isForbidden(error)) throw error
    line.log.warn('how many candidates this test set has judged is not known: the job lacks `actions: read`')
    return null
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'PERMISSION_MISSING' || error.code === 'FORBIDDEN')
}
