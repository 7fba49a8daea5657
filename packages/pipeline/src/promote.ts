import { canonicalDigest, type PromoteBody, type Section } from '@seaworthy/record'
import { type Line, requireRegistry } from './line.ts'
import { makeSection } from './sections.ts'

export interface PromoteRequest {
  readonly model: string
  readonly version: string
  readonly stage: string
  readonly reason: string | null
  /** An explicit promotion ends the hold that a rollback left; a merge does not. */
  readonly resume: boolean
  /** The version that the stage was seen to name (null: none): where it has moved since, nothing is assigned. Left out: whatever is there. */
  readonly expected?: string | null
}

/** Assigns a stage to a version, by compare-and-swap on the next stage tag. The version is verified before it is trusted. */
export async function promote(line: Line, request: PromoteRequest): Promise<Section<'promote'>> {
  const registry = requireRegistry(line, 'promoting')
  const body = await registry.promote({ ...request, actor: line.identity.run.actor, run: line.identity.run.url })
  if (body.outcome === 'held')
    line.log.warn(
      `${request.model}: ${request.stage} is held after a rollback; v${request.version} is published and not promoted (seaworthy promote resumes)`,
    )
  return record(line, request.model, body)
}

export interface RollbackRequest {
  readonly model: string
  readonly stage: string
  /** Null: the version that held the stage before. */
  readonly version: string | null
  readonly reason: string | null
}

/** Puts a stage back on an earlier version and holds it there until someone promotes. */
export async function rollback(line: Line, request: RollbackRequest): Promise<Section<'promote'>> {
  const registry = requireRegistry(line, 'rolling back')
  return record(line, request.model, await registry.rollback({ ...request, actor: line.identity.run.actor, run: line.identity.run.url }))
}

async function record(line: Line, model: string, body: PromoteBody): Promise<Section<'promote'>> {
  const section = makeSection(line, 'promote', {
    model,
    key: canonicalDigest({ stage: 'promote', model, to: body.stage, n: body.n }),
    consumed: [],
    produced: [],
    body,
  })
  await line.sections.save(section)
  return section
}
