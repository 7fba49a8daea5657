import type { ContractReader } from '../../reading/contract-reader.ts'
import type { YamlPath } from '../../reading/yaml-source.ts'
import type { MessageName } from './messages.ts'
import { tfdvRefused } from './names.ts'

/** Refuses the fields of a message that nothing here can check, each by name. */
export function refuseFields(
  name: MessageName,
  message: object,
  { path, reader }: { readonly path: YamlPath; readonly reader: ContractReader },
): void {
  for (const field of Object.keys(message)) {
    const why = tfdvRefused[`${name}.${field}`]
    if (why !== undefined) reader.refuse('UNSUPPORTED_CHECK', `"${field}" cannot be checked: ${why}`, { path, key: field, hint: 'leave it out' })
  }
}
