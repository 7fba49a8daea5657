import type { PromoteBody } from '@seaworthy/record'
import { RegistryError } from './errors.ts'
import type { Signer } from './key.ts'
import type { RegistryPorts } from './ports.ts'
import { registryPerson } from './registry-person.ts'
import { listStageTags, readStageEntry, type StageEntry, type StageTagEntry } from './stage-log.ts'
import { type Assignment, formatStatement } from './stage-statement.ts'
import { stageTag } from './stage-tag.ts'
import type { Trust } from './trust.ts'
import type { VerifiedVersion } from './verified-version.ts'

export interface Clock {
  now(): Date
}

export interface StagePorts extends RegistryPorts {
  readonly trust: Trust
  readonly signer: Signer | null
  readonly clock: Clock
}

/** Who asks, and why: it becomes part of the signed statement. */
export interface Decision {
  readonly reason: string | null
  readonly actor: string | null
  /** URL of the run; null on a laptop. */
  readonly run: string | null
}

export interface AssignInput {
  readonly kind: Assignment['kind']
  readonly target: VerifiedVersion
  readonly stage: string
  /** The newest tag that the decision was made on, and the version in it. */
  readonly newest: StageTagEntry | null
  readonly from: string | null
  readonly decision: Decision
}

/** Lost races that are tried again, where the stage still holds what the decision was made on. */
const maxAttempts = 3

/**
 * Appends an assignment to the log of a stage, by compare-and-swap: the tag's number is one more than the newest, and a ref is made once.
 * @throws {RegistryError} `STAGE_MOVED` when somebody else assigned another version meanwhile.
 */
export async function assign(ports: StagePorts, input: AssignInput): Promise<PromoteBody> {
  let n = (input.newest?.n ?? 0) + 1
  for (let attempt = 1; ; attempt++) {
    const assignment = assignmentOf(ports, input, n)
    if (await createStageTag(ports, input.target, assignment)) return promoteBody(assignment, 'assigned')
    const winner = await newestEntry(ports, input)
    if (winner && isSameDecision(winner, assignment)) return promoteBody(winner, 'exists')
    if (attempt === maxAttempts || !winner || winner.version !== input.from) throw stageMoved(winner, input)
    n = winner.n + 1
  }
}

/** What an assignment amounted to, as the body of a section. */
export function promoteBody(assignment: Assignment, outcome: PromoteBody['outcome']): PromoteBody {
  const { kind, version, stage, n, from, reason } = assignment
  return { kind, version, stage, tag: stageTag(assignment), n, from, reason, outcome }
}

function assignmentOf({ clock }: StagePorts, { kind, target, stage, from, decision }: AssignInput, n: number): Assignment {
  const { reason, actor, run } = decision
  return { kind, model: target.name, stage, version: target.version, n, from, reason, actor, run, at: clock.now().toISOString() }
}

async function createStageTag({ objects, refs, signer }: StagePorts, target: VerifiedVersion, assignment: Assignment): Promise<boolean> {
  const tag = stageTag(assignment)
  const message = formatStatement(assignment, target.recordDigest, signer)
  const sha = await objects.tag({ tag, object: target.commit, message, tagger: registryPerson(Date.parse(assignment.at)) })
  return (await refs.create(`refs/tags/${tag}`, sha)) === 'created'
}

async function newestEntry(ports: StagePorts, { target, stage }: AssignInput): Promise<StageEntry | null> {
  const newest = (await listStageTags(ports, { model: target.name, stage })).at(-1)
  return newest ? await readStageEntry(ports, ports.trust, newest) : null
}

function isSameDecision(one: Assignment, other: Assignment): boolean {
  return one.kind === other.kind && one.version === other.version && one.from === other.from
}

function stageMoved(winner: StageEntry | null, { target, stage, from }: AssignInput): RegistryError {
  const place = `${target.name}#${stage}`
  return new RegistryError(
    'STAGE_MOVED',
    `${place} held ${from ?? 'nothing'} when this was decided, and now holds ${winner?.version ?? 'something unread'}`,
    {
      hint: 'look at the stage and decide again',
    },
  )
}
