import path from 'node:path'
import type { ModelPlan } from '@seaworthy/config'
import type { Prediction } from '@seaworthy/inference'
import { type Artifact, canonicalDigest, type Digest, digestOf, type Section } from '@seaworthy/record'
import type { Line } from '../line.ts'
import { readUnits, type Units, writeUnits } from './predicting/units-file.ts'

/** What the candidate said of each unit of the test set; it goes with the release, so that the next candidate finds it. */
export const unitsFile = 'units.bin'
export const unitsRole = 'units'
/** What production said, for the job that publishes: only where a command made it. */
export const productionUnitsFile = 'production-units.bin'
export const productionUnitsRole = 'production-units'

/** Which results would be the same if they were made again. */
export type Wanted = Omit<Units, 'prediction'>

/** By what a model is scored that runs here: another version of this tool may differ in the last digit. */
export function modelScoring(line: Line, { format, model }: { readonly format: string; readonly model: ModelPlan }): Digest {
  const { task, positive, evaluate } = model
  return canonicalDigest({ by: 'model', tool: line.identity.tool.version, format, task, positive, output: evaluate.output })
}

/** Writes results by unit beside the section of the evaluation. */
export async function keepUnits(line: Line, model: string, { file, role, units }: KeptUnits): Promise<Artifact> {
  const bytes = writeUnits(units)
  await line.files.write(path.join(await line.sections.folder(model, 'evaluate'), file), bytes)
  return { role, name: file, digest: digestOf(bytes), bytes: bytes.byteLength, locations: [] }
}

export interface KeptUnits {
  readonly file: string
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
