import type { Ajv, Options } from 'ajv'
import { ajv, ajv2020 } from '#lazy-ajv'
import type { JsonSchemaDraft } from './draft.ts'
import { formatTests } from './formats.ts'

/** How far a quotient may be from a whole number for the value to be a multiple: 0.3 is one of 0.1. */
const multipleOfDigits = 9

/**
 * A fresh instance of ajv: what a schema registers (its `$id`s) stays in it. It has no loader, so no `$ref` leaves the schema; a key
 * counts only where the value itself has it; a pattern is read with the `u` flag, and without it where it is none so.
 */
export function validator(draft: JsonSchemaDraft): Ajv {
  const options: Options = {
    strictSchema: true,
    strictNumbers: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allowMatchingProperties: true,
    ownProperties: true,
    multipleOfPrecision: multipleOfDigits,
    formats: formatTests,
    code: { regExp: Object.assign(readPattern, { code: 'undefined' }) },
    logger: false,
    validateSchema: false,
  }
  // Ajv resolves "$anchor" and does not list it.
  return draft === 'draft-07' ? new (ajv().Ajv)(options) : new (ajv2020().Ajv2020)({ ...options, keywords: ['$anchor'] })
}

function readPattern(source: string): RegExp {
  try {
    return new RegExp(source, 'u')
  } catch {
    return new RegExp(source)
  }
}
