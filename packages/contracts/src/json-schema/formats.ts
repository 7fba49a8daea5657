import type { Format } from 'ajv'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { isOfFormat } from '../format/is-of-format.ts'
import type { TextFormat } from '../text-format.ts'

/** The values of `format` that are checked, each with the check of the same meaning; null where only the validator has it. */
export const jsonSchemaFormats: ReadonlyMap<string, TextFormat | null> = new Map([
  ['date-time', 'date_time'],
  ['date', 'date'],
  ['time', 'time'],
  ['duration', 'duration'],
  ['email', 'email'],
  ['hostname', 'hostname'],
  ['ipv4', 'ipv4'],
  ['ipv6', 'ipv6'],
  ['uri', 'uri'],
  ['uri-reference', 'uri_reference'],
  ['uri-template', null],
  ['uuid', 'uuid'],
  ['json-pointer', 'json_pointer'],
  ['relative-json-pointer', null],
  ['regex', 'regex'],
])

/** Formats of the specification that nothing here can tell: texts of any script. */
export const internationalFormats: readonly string[] = ['idn-email', 'idn-hostname', 'iri', 'iri-reference']

/** What the validator runs for each: the same as the check of a column, where there is one. */
export const formatTests: Readonly<Record<string, Format>> = {
  ...Object.fromEntries([...jsonSchemaFormats].flatMap(([name, format]) => (format === null ? [] : [[name, textTest(format)] as const]))),
  'uri-template': fullFormats['uri-template'],
  'relative-json-pointer': fullFormats['relative-json-pointer'],
}

function textTest(format: TextFormat): Format {
  return { type: 'string', validate: (text: string) => isOfFormat(text, format) }
}
