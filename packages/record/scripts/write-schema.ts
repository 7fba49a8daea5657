import { writeFileSync } from 'node:fs'
import { sectionJsonSchema } from '../src/json-schema.ts'

// Run with `node --conditions=source packages/record/scripts/write-schema.ts`, then format; a test keeps the file equal.
writeFileSync(new URL('../schema/section.schema.json', import.meta.url), `${JSON.stringify(sectionJsonSchema(), null, 2)}\n`)
