import path from 'node:path'
import type { ModelPlan } from '@seaworthy/config'
import type { Prediction } from '@seaworthy/inference'
import { type Artifact, canonicalDigest, type Digest, digestOf, type EvaluateBody, type Section } from '@seaworthy/record'
import type { Line } from '../line.ts'
import { readUnits, type Units, writeUnits } from './predicting/units-file.ts'

/** What the candidate said of each unit of the test set; it goes with the release, so that the next candidate finds it. */
export const unitsRole = 'units'
/** What production said, for the job that publishes: only where a command made it. */
export const productionUnitsRole = 'production-units'

/** What a further run of the recipe said. @example repeatUnitsRole('repeat-2/model.onnx') // 'repeat-2-units' */
export function repeatUnitsRole(artifact: string): string {
  return `${artifact.slice(0, artifact.indexOf('/'))}-units`
}

/** The role of results on another dataset than the test set. @example unitsRoleOn('units', 'holdout') // 'units:holdout' */
export function unitsRoleOn(role: string, dataset: string): string {
  return `${role}:${dataset}`
}

/** @example unitsFileOf('units:holdout') // 'units-holdout.bin' */
export function unitsFileOf(role: string): string {
  return `${role.replace(':', '-')}.bin`
}

interface Evaluated {
  readonly body: Pick<EvaluateBody, 'task' | 'harness'>
  readonly produced: readonly Artifact[]
}

/**
 * What a candidate itself said, of whatever rows, for its release. Texts may repeat what they were written from: they are handed from
 * job to job, and not published. What a harness says of its documents holds none.
 */
export function publishedUnits({ body, produced }: Evaluated): readonly Artifact[] {
  if (body.task === 'text' && !body.harness) return []
  return produced.filter(({ role }) => role === unitsRole || role.startsWith(unitsRoleOn(unitsRole, '')))
}

/** Which results would be the same if they were made again. */
export type Wanted = Omit<Units, 'prediction'>

/** By what a model is scored that runs here: another version of this tool may differ in the last digit. */
export function modelScoring(line: Line, { format, model }: { readonly format: string; readonly model: ModelPlan }): Digest {
  const { task, positive, evaluate } = model
  return canonicalDigest({ by: 'model', tool: line.identity.tool.version, format, task, positive, output: evaluate.output })
}

/** Writes results by unit beside the section of the evaluation. */
export async function keepUnits(line: Line, model: string, { role, units }: KeptUnits): Promise<Artifact> {
  const bytes = writeUnits(units)
  const file = unitsFileOf(role)
  await line.files.write(path.join(await line.sections.folder(model, 'evaluate'), file), bytes)
  return { role, name: file, digest: digestOf(bytes), bytes: bytes.byteLength, locations: [] }
}

export interface KeptUnits {
  readonly role: string
  readonly units: Units
}

export interface FoundUnits {
  readonly section: Section<'evaluate'>
  /** Where the files that it names lie. */
  readonly folder: string
  readonly role: string
}

/**
 * Results that an evaluation left, held to the digest that its section names; null where it left none, or those of another test set,
 * another model or another way to score. What cannot be read is made again, and said.
 */
export async function findUnits(line: Line, { section, folder, role }: FoundUnits, wanted: Wanted): Promise<Prediction | null> {
  const named = section.produced.find((artifact) => artifact.role === role)
  if (!named) return null
  const place = `${named.name} of ${section.model}`
  const bytes = await line.files.read(path.join(folder, path.basename(named.name)))
  if (!bytes || digestOf(bytes) !== named.digest) {
    line.log.warn(`${place} is ${bytes ? 'not what its record names' : 'missing'}; it is made again`)
    return null
  }
  const units = readUnits(bytes, place)
  const isSame = units.dataset === wanted.dataset && units.model === wanted.model && units.scoring === wanted.scoring
  return isSame ? units.prediction : null
}
