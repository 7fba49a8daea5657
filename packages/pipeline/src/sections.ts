import type { Artifact, Bodies, Digest, Section, Stage } from '@seaworthy/record'
import type { Line } from './line.ts'

/** A section of this run, by this tool. */
export function makeSection<S extends Stage>(
  line: Line,
  stage: S,
  parts: {
    readonly model: string
    readonly key: Digest
    readonly consumed: readonly Artifact[]
    readonly produced: readonly Artifact[]
    readonly body: Bodies[S]
  },
): Section<S> {
  const { tool, run } = line.identity
  return {
    schema: 'seaworthy.section/1',
    stage,
    model: parts.model,
    key: parts.key,
    tool,
    run,
    consumed: parts.consumed,
    produced: parts.produced,
    body: parts.body,
  }
}
