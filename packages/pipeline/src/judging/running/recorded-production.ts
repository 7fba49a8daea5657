import type { EvaluateBody, Warning } from '@seaworthy/record'
import type { Line } from '../../line.ts'
import type { PlannedModel } from '../../plan-document.ts'

/** What production's own record says of it: numbers, of the rows on which it was judged then. */
export interface RecordedProduction {
  readonly described: NonNullable<EvaluateBody['baseline']>
  /** By metric, on all rows of its test set. */
  readonly numbers: Readonly<Record<string, number>>
  readonly warnings: readonly Warning[]
}

/** The numbers by which production was published, verified with its release; null where nothing is in production. */
export async function recordedProduction(line: Line, { name, production }: PlannedModel): Promise<RecordedProduction | null> {
  if (!production || !line.registry) return null
  const { version, record, recordDigest, publishedAt, signature, model } = await line.registry.version(name, production.version)
  const { evaluate, train } = record.sections
  const evidence = evaluate?.body.evidence.filter((one) => one.slice === null && one.against === undefined && one.dataset === undefined) ?? []
  const message = `production's numbers are those by which v${version} was published; whether they are of the same rows is not known`
  return {
    described: { version, digest: model.digest, record: recordDigest, publishedAt, signature, params: train?.body.params?.values ?? null },
    numbers: Object.fromEntries(evidence.map(({ metric, candidate }) => [metric, candidate])),
    warnings: [{ code: 'PRODUCTION_AS_RECORDED', message }],
  }
}
