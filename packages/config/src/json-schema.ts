import { z } from 'zod'
import { configSchema } from './schema.ts'

/** Where the committed schema is served from. */
export const configSchemaId = 'https://raw.githubusercontent.com/seaworthy-ml/seaworthy/v1/packages/config/schema/seaworthy.schema.json'

/** The JSON Schema (draft 2020-12) of `seaworthy.yml` for editors, from the very schema that reads it. */
export function configJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(configSchema(null), { io: 'input' })
  return { $schema, $id: configSchemaId, title: 'seaworthy.yml', ...schema }
}
