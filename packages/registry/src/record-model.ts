import { type Artifact, type CandidateRecord, modelOf } from '@seaworthy/record'
import { RegistryError } from './errors.ts'

/**
 * The model of a record that may become a version: a sealed one, so that nothing is released that was not evaluated.
 * @throws {RegistryError} `RECORD_MISMATCH`
 */
export function requireModel(record: CandidateRecord, name: string): Artifact {
  if (record.model !== name) throw new RegistryError('RECORD_MISMATCH', `the record is about "${record.model}", not about "${name}"`)
  const model = modelOf(record)
  if (!record.sections.evaluate)
    throw new RegistryError('RECORD_MISMATCH', `the record of ${record.model} holds no evaluation, so it is not sealed`, { hint: 'evaluate first' })
  if (!model) throw new RegistryError('RECORD_MISMATCH', `the record of ${record.model} names no model`)
  return model
}
