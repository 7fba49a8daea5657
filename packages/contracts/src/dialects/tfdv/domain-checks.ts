import type { Scalar } from '../../check.ts'
import { allRows, mostly } from '../../condition.ts'
import { suggestion } from '../../reading/contract-reader.ts'
import { type Checks, type Feature, type FeatureType, headOf } from './feature.ts'
import { floatDomainChecks, intDomainChecks } from './number-domain.ts'
import { semanticChecks } from './semantic-domain.ts'

const allowed: Readonly<Record<string, readonly FeatureType[]>> = {
  domain: ['BYTES'],
  string_domain: ['BYTES'],
  bool_domain: ['INT', 'BYTES', 'FLOAT'],
  int_domain: ['INT', 'BYTES'],
  float_domain: ['FLOAT', 'BYTES'],
  natural_language_domain: ['BYTES', 'INT'],
  image_domain: ['BYTES'],
  mid_domain: ['BYTES'],
  url_domain: ['BYTES'],
  time_domain: ['INT', 'BYTES'],
}

/** The domain of a feature's values, and how many of them must be in it. */
export function domainChecks(feature: Feature): Checks {
  const { message, type, path, reader } = feature
  const field = Object.keys(allowed).find((name) => name in message)
  if (field !== 'domain' && field !== 'string_domain') refuseMass(feature)
  if (field === undefined) return []
  if (!allowed[field]?.includes(type)) {
    const hint = `it is for features of type ${allowed[field]?.join(' or ')}`
    reader.refuse('INVALID_VALUE', `"${field}" does not fit the type ${type}`, { path: [...path, field, 0], hint })
    return []
  }
  if (message.int_domain) return intDomainChecks(feature, message.int_domain)
  if (message.float_domain) return floatDomainChecks(feature, message.float_domain)
  return [...stringDomainChecks(feature), ...boolDomainChecks(feature), ...semanticChecks(feature)]
}

/** TFDV raises an anomaly for a schema that has it elsewhere (UpdateFeatureSelf in schema.cc). */
function refuseMass({ message, path, reader }: Feature): void {
  if (message.distribution_constraints)
    reader.refuse('INVALID_VALUE', '"distribution_constraints" are for features with a domain or string_domain', {
      path,
      key: 'distribution_constraints',
    })
}

function stringDomainChecks(feature: Feature): Checks {
  const { message, path, domains, reader } = feature
  const values = message.domain === undefined ? message.string_domain?.value : domains.get(message.domain)
  if (message.domain !== undefined && !values) {
    const hint = domains.size === 0 ? 'the schema has none' : suggestion(message.domain, [...domains.keys()])
    reader.refuse('INVALID_VALUE', `no string_domain is called "${message.domain}"`, { path: [...path, 'domain', 0], hint })
  }
  if (message.string_domain) refuseValues(feature, message.string_domain.value ?? [])
  const mass = message.distribution_constraints?.min_domain_mass ?? 1
  if (!(mass >= 0 && mass <= 1)) {
    const place = [...path, 'distribution_constraints', 0, 'min_domain_mass', 0]
    reader.refuse('INVALID_VALUE', '"min_domain_mass" is within 0 and 1', { path: place })
  }
  if (!values) return []
  const head = headOf(feature, 'domain', message.domain === undefined ? 'string_domain' : 'domain')
  return [{ kind: 'in_set', ...head, condition: mostly(mass), where: null, values }]
}

function refuseValues({ path, reader }: Feature, values: readonly string[]): void {
  if (values.length === 0) reader.refuse('INVALID_VALUE', 'a string_domain without values', { path: [...path, 'string_domain', 0] })
  refuseRepeated(values, (at) =>
    reader.refuse('INVALID_VALUE', `${JSON.stringify(values[at])} is listed twice`, { path: [...path, 'string_domain', 0, 'value', at] }),
  )
}

/** Calls for each value that came before. */
export function refuseRepeated(values: readonly string[], refuse: (at: number) => void): void {
  const seen = new Set<string>()
  for (const [at, value] of values.entries()) {
    if (seen.has(value)) refuse(at)
    seen.add(value)
  }
}

/** Numbers are 0 and 1, texts what the domain calls true and false. */
function boolDomainChecks(feature: Feature): Checks {
  const { message, type, path, reader } = feature
  if (!message.bool_domain) return []
  const { true_value: yes, false_value: no } = message.bool_domain
  const named = [yes, no].filter((value) => value !== undefined)
  const place = { path: [...path, 'bool_domain', 0] }
  if (type !== 'BYTES' && named.length > 0)
    reader.refuse('INVALID_VALUE', `true_value and false_value have no effect: ${type} values are 0 and 1`, place)
  if (type === 'BYTES' && named.length === 0) reader.refuse('MISSING_KEY', 'texts need a true_value or a false_value', place)
  if (yes !== undefined && yes === no) reader.refuse('INVALID_VALUE', 'true_value and false_value are the same', place)
  const values: readonly Scalar[] = type === 'BYTES' ? named : [0, 1]
  return [{ kind: 'in_set', ...headOf(feature, 'domain', 'bool_domain'), ...allRows, values }]
}
