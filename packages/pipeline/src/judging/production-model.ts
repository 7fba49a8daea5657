import path from 'node:path'
import type { Model } from '@seaworthy/inference'
import { type Artifact, type CandidateRecord, digestOf, type EvaluateBody, serializeRecord } from '@seaworthy/record'
import type { VerifiedVersion } from '@seaworthy/registry'
import type { Line } from '../line.ts'
import type { PlannedModel } from '../plan-document.ts'

/** Production's record, beside the section of an evaluation. */
export const productionFile = 'production.json'

/** The model that a candidate is compared with, opened. */
export interface ProductionModel extends AsyncDisposable {
  readonly model: Model
  readonly file: string
  readonly described: NonNullable<EvaluateBody['baseline']>
  readonly artifact: Artifact
  /** Production's verified record, kept beside the section: the reporter tells from it what is different, and asks nobody. */
  readonly record: CandidateRecord | null
}

/** Opens the model of a file, beside which the other files of its release lie where there is a record. */
export type OpenModel = (file: string, record: CandidateRecord | null) => Promise<Model>

/**
 * The production version of the plan, verified and fetched, or a file on a laptop; null without one.
 * @param open how its file is opened; it is run here where that is left out
 */
export async function productionModel(
  line: Line,
  planned: PlannedModel,
  file: string | null,
  open: OpenModel = (at) => line.engines.model(at),
): Promise<ProductionModel | null> {
  if (file) {
    const model = await open(file, null)
    const digest = model.digest
    return opened({ model, file }, { version: path.basename(file), digest, record: null, publishedAt: null, signature: 'local', params: null })
  }
  if (!planned.production || !line.registry) return null
  const version = await line.registry.version(planned.name, planned.production.version)
  const scratch = await line.files.temporary('baseline')
  await line.registry.fetch(version, scratch.path)
  const at = path.join(scratch.path, version.model?.name ?? 'model.onnx')
  const model = await open(at, version.record)
  return { ...opened({ model, file: at }, describe(version, model), scratch), record: version.record }
}

function describe(version: VerifiedVersion, model: Model): NonNullable<EvaluateBody['baseline']> {
  const params = version.record.sections.train?.body.params?.values ?? null
  return {
    version: version.version,
    digest: model.digest,
    record: version.recordDigest,
    publishedAt: version.publishedAt,
    signature: version.signature,
    params,
  }
}

function opened(
  { model, file }: Pick<ProductionModel, 'model' | 'file'>,
  described: NonNullable<EvaluateBody['baseline']>,
  scratch?: AsyncDisposable,
): ProductionModel {
  const artifact: Artifact = { role: 'baseline', name: described.version, digest: described.digest, bytes: model.bytes, locations: [] }
  return {
    model,
    file,
    described,
    artifact,
    record: null,
    async [Symbol.asyncDispose]() {
      await model[Symbol.asyncDispose]()
      await scratch?.[Symbol.asyncDispose]()
    },
  }
}

/** Keeps production's record beside the section. */
export async function keepProduction(line: Line, model: string, baseline: ProductionModel | null): Promise<readonly Artifact[]> {
  if (!baseline?.record) return []
  const text = serializeRecord(baseline.record)
  await line.files.write(path.join(await line.sections.folder(model, 'evaluate'), productionFile), text)
  return [{ role: 'production-record', name: productionFile, digest: digestOf(text), bytes: Buffer.byteLength(text), locations: [] }]
}
