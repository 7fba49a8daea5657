import { z } from 'zod'
import { sectionSchema, stages } from './section.ts'

/** Where the committed schema is served from. */
export const sectionSchemaId = 'https://raw.githubusercontent.com/seaworthy-ml/seaworthy/v1/packages/record/schema/section.schema.json'

/** The JSON Schema (draft 2020-12) of a section of any stage, from the very schemas that read it. Unknown fields are allowed, as there. */
export function sectionJsonSchema(): object {
  const oneOf = stages.map((stage) => {
    const { $schema: _draft, ...schema } = z.toJSONSchema(sectionSchema(stage), { io: 'input' })
    return { title: stage, ...schema }
  })
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: sectionSchemaId, title: 'A section of seaworthy', oneOf }
}
