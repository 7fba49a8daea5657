import type { ContractObject } from '../../contract.ts'
import type { ContractReader } from '../../reading/contract-reader.ts'
import { type DialectReader, isMap } from '../dialect.ts'
import { refuseRepeats } from '../names.ts'
import { ownProperties } from './custom-properties.ts'
import { elementIndex, list } from './element-index.ts'
import { odcsObject } from './odcs-object.ts'
import { contractSchema } from './odcs-schema.ts'
import { slaChecks } from './sla-checks.ts'
import { textDialect } from './text-dialect.ts'

/** The Open Data Contract Standard, v3.0 and v3.1 (bitol-io.github.io/open-data-contract-standard). */
export const odcs: DialectReader = {
  dialect: 'odcs',
  optionalColumns: false,
  description: 'an ODCS contract (apiVersion, kind: DataContract and schema)',
  claims: ({ value }) => isMap(value) && (value['kind'] === 'DataContract' || Object.hasOwn(value, 'apiVersion')),
  read: ({ value }, reader) => readObjects(value, reader),
}

function readObjects(value: unknown, reader: ContractReader): readonly ContractObject[] {
  if (!isMap(value)) {
    reader.refuse('CONTRACT_UNREADABLE', 'there is no contract: a map with apiVersion, kind and schema is expected', { path: [] })
    return []
  }
  const contract = reader.read(contractSchema, value, [])
  const found = /^v?3\.([01])(\.\d+)?$/.exec(contract?.apiVersion ?? '')
  if (contract && !found)
    reader.refuse('UNSUPPORTED_VERSION', `apiVersion "${contract.apiVersion}" is not read`, { path: ['apiVersion'], hint: 'v3.0 and v3.1 are' })
  ownProperties(list(value['customProperties']), { path: [], reader, known: [] })
  const schema = list(value['schema'])
  const index = elementIndex(schema)
  const common = {
    reader,
    index,
    version: found?.[1] === '0' ? ('3.0' as const) : ('3.1' as const),
    text: textDialect(list(value['servers']), reader),
    sla: slaChecks(list(value['slaProperties']), { index, reader, defaultElement: contract?.slaDefaultElement ?? null }),
  }
  const objects = schema.map((one, at) => odcsObject(one, { ...common, path: ['schema', at] }))
  const placed = objects.flatMap((object, at) => (object ? [at] : []))
  const read = objects.flatMap((object) => object ?? [])
  refuseRepeats(read, { reader, what: 'object', path: (at) => ['schema', placed[at] ?? at, 'name'] })
  return read
}
