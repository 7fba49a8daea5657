import { stat } from 'node:fs/promises'
import path from 'node:path'
import { InferenceError } from './errors.ts'
import { type ExternalTensor, externalTensors } from './external-data.ts'
import type { ModelParts } from './model-parts.ts'
import type { OnnxDocument } from './onnx-document.ts'

/** A file of weights, under the name by which the model asks for it. */
export interface ExternalFile {
  readonly path: string
  readonly data: Uint8Array
}

/**
 * The files in which a model keeps weights, out of the folder that it came in and under whose digest it is judged. Beside a model that
 * is one file none is read: a name that climbs could hand out any file of the machine, and a file beside is not in the digest.
 * @throws {InferenceError} `EXTERNAL_DATA`
 */
export async function gatherExternal(document: OnnxDocument, parts: ModelParts): Promise<readonly ExternalFile[]> {
  const tensors = externalTensors(document)
  const locations = [...new Set(tensors.map(({ location }) => location))]
  const files: ExternalFile[] = []
  for (const location of locations) {
    const data = isOutside(location) ? null : (parts.beside?.get(location) ?? null)
    if (data === null) throw await refusal(locations, { location, parts })
    files.push({ path: location, data })
  }
  for (const tensor of tensors) requireWhole(tensor, { parts, bytes: files.find((file) => file.path === tensor.location)?.data.length ?? 0 })
  return files
}

function requireWhole(
  { name, location, offset, length, shaped }: ExternalTensor,
  { parts, bytes }: { readonly parts: ModelParts; readonly bytes: number },
): void {
  const taken = length ?? shaped ?? 0
  const say = (what: string) =>
    new InferenceError('EXTERNAL_DATA', `model "${parts.name}": tensor "${name.slice(0, 100)}" ${what}`, {
      hint: 'export the model again, with all of its files',
    })
  if (![offset, taken].every((one) => Number.isSafeInteger(one) && one >= 0)) throw say(`does not say where in "${location}" it stands`)
  if (shaped !== null && taken !== shaped) throw say(`takes ${shaped} bytes by its shape, and ${taken} of "${location}"`)
  if (offset + taken > bytes) throw say(`takes ${taken} bytes of "${location}" from ${offset} on, which has ${bytes}`)
}

interface Refused {
  readonly location: string
  readonly parts: ModelParts
}

async function refusal(locations: readonly string[], { location, parts }: Refused): Promise<InferenceError> {
  const what = isOutside(location)
    ? 'which points outside of its folder'
    : parts.beside === null && (await isFile(path.join(path.dirname(parts.name), location)))
      ? 'which its digest does not cover'
      : 'which is missing'
  const more = locations.length > 1 ? ` and ${locations.length - 1} more files` : ''
  return new InferenceError('EXTERNAL_DATA', `model "${parts.name}" keeps weights in another file, "${location}"${more}, ${what}`, {
    hint: 'declare the folder that holds both as the model (train.model), or save it in one file: onnx.save(model, path, save_as_external_data=False)',
  })
}

function isOutside(name: string): boolean {
  return path.isAbsolute(name) || path.win32.isAbsolute(name) || /^[a-z]:/i.test(name) || name.split(/[/\\]/).includes('..')
}

async function isFile(file: string): Promise<boolean> {
  return await stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
}
