import { allRows } from '../../condition.ts'
import { ecmaPattern } from '../../sql/pattern.ts'
import { type Checks, type Feature, headOf } from './feature.ts'

/**
 * What a text means. TFDV keeps these domains and holds no value to them, save sizes of images; here a value is held to what
 * schema.proto says of its domain.
 */
export function semanticChecks(feature: Feature): Checks {
  return [...urlChecks(feature), ...midChecks(feature), ...timeChecks(feature), ...imageChecks(feature), ...languageChecks(feature)]
}

function urlChecks(feature: Feature): Checks {
  return feature.message.url_domain ? [{ kind: 'format', ...headOf(feature, 'domain', 'url_domain'), ...allRows, format: 'uri' }] : []
}

/** Ids of the knowledge graph: wikidata.org/wiki/Property:P646 and P2671. */
const machineId = '^/[mg]/[0-9a-z_]+$'

function midChecks(feature: Feature): Checks {
  const read = ecmaPattern(machineId)
  if (!feature.message.mid_domain || !('pattern' in read)) return []
  return [{ kind: 'pattern', ...headOf(feature, 'domain', 'mid_domain'), ...allRows, patterns: [read.pattern], match: 'all' }]
}

function timeChecks(feature: Feature): Checks {
  const { message, type, path, reader } = feature
  if (!message.time_domain) return []
  const { string_format: format, integer_format: unit } = message.time_domain
  const place = { path: [...path, 'time_domain', 0] }
  if (format !== undefined && type === 'BYTES') return [{ kind: 'strptime', ...headOf(feature, 'domain', 'time_domain'), ...allRows, format }]
  if (format !== undefined) reader.refuse('INVALID_VALUE', 'string_format is for features of type BYTES', place)
  else if (unit === undefined || unit === 'FORMAT_UNKNOWN')
    reader.refuse('MISSING_KEY', '"time_domain" needs a string_format or an integer_format', place)
  else if (type === 'BYTES') reader.refuse('INVALID_VALUE', 'integer_format is for features of type INT', place)
  // Every integer is a time of the unit.
  return []
}

function imageChecks(feature: Feature): Checks {
  const { message, path, reader } = feature
  if (!message.image_domain) return []
  const { minimum_supported_image_fraction: fraction, max_image_byte_size: size } = message.image_domain
  const key = 'minimum_supported_image_fraction'
  if (fraction !== undefined)
    reader.refuse('UNSUPPORTED_CHECK', `"${key}" cannot be checked`, { path: [...path, 'image_domain', 0], key, hint: 'leave it out' })
  if (size === undefined) return []
  return [{ kind: 'length', ...headOf(feature, 'size', 'image_domain'), ...allRows, unit: 'bytes', minimum: null, maximum: Number(size) }]
}

function languageChecks({ message, path, reader }: Feature): Checks {
  for (const key of Object.keys(message.natural_language_domain ?? {})) {
    const place = { path: [...path, 'natural_language_domain', 0], key, hint: 'leave it out' }
    reader.refuse('UNSUPPORTED_CHECK', `"${key}" of a natural_language_domain cannot be checked`, place)
  }
  return []
}
