import { type Contract, type ContractObject, nearest } from '@seaworthy/contracts'
import { DatasetsError } from './errors.ts'

/**
 * The object of a contract that data are checked against.
 * @throws {DatasetsError} `OBJECT_UNKNOWN` when there are several and none, or an unknown one, is named.
 */
export function contractObject({ path, objects }: Contract, name: string | null): ContractObject {
  const found = name === null ? (objects.length === 1 ? objects[0] : undefined) : objects.find((object) => object.name === name)
  if (found) return found
  const names = objects.map((object) => object.name)
  const close = name === null ? null : nearest(name, names)
  const text = name === null ? `describes ${objects.length} objects, and none was chosen` : `has no object "${name}"`
  throw new DatasetsError('OBJECT_UNKNOWN', `contract "${path}" ${text}`, {
    hint: close === null ? `objects: ${names.join(', ')}` : `did you mean "${close}"?`,
  })
}
