import type { AddressOf } from './address.ts'
import { addressInvalid } from './address-invalid.ts'

const settings = ['endpoint', 'region', 'versionId']
const form = 's3://bucket/key or s3://bucket/folder/*.parquet, with ?endpoint=…&region=… where the server is not Amazon'

/**
 * Keys stand as they are, without percent-encoding. What follows the last `?` is settings if it begins with the name of one.
 * An endpoint may be plain HTTP, as in a cluster: the secret key signs and is never sent, and every file is checked by its digest.
 * @throws {SourceError} `ADDRESS_INVALID`
 */
export function s3Address(text: string): AddressOf<'s3'> {
  const [, place = '', query = ''] = /^s3:\/\/(.*?)(?:\?((?:endpoint|region|versionId)=.*))?$/is.exec(text) ?? []
  const slash = place.indexOf('/')
  const bucket = slash < 0 ? place : place.slice(0, slash)
  const key = slash < 0 ? '' : place.slice(slash + 1)
  if (!/^[a-z0-9][a-z0-9._-]{1,253}[a-z0-9]$/i.test(bucket))
    throw addressInvalid(text, { why: 'has no bucket that can exist', hint: `write ${form}` })
  if (key === '' || key.endsWith('/')) throw addressInvalid(text, { why: 'names no object', hint: `write ${form}` })
  const given = new URLSearchParams(query)
  for (const name of given.keys())
    if (!settings.includes(name)) throw addressInvalid(text, { why: `has the setting "${name}"`, hint: `the settings are ${settings.join(', ')}` })
  return {
    kind: 's3',
    bucket,
    key,
    endpoint: endpointOf(given.get('endpoint'), text),
    region: given.get('region'),
    versionId: given.get('versionId'),
  }
}

/** The address of one object; the same text for the same object. */
export function s3Uri({ bucket, key, endpoint, region, versionId }: AddressOf<'s3'>): string {
  const given = Object.entries({ endpoint, region, versionId }).flatMap(([name, value]) => (value === null ? [] : [`${name}=${encoded(value)}`]))
  return `s3://${bucket}/${key}${given.length > 0 ? `?${given.join('&')}` : ''}`
}

function encoded(value: string): string {
  return encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%2F', '/')
}

function endpointOf(value: string | null, text: string): string | null {
  if (value === null) return null
  const url = URL.parse(value)
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.search === ''
  if (!isPlain) throw addressInvalid(text, { why: 'has an endpoint that is none', hint: 'write ?endpoint=https://host:port' })
  return value.replace(/\/+$/, '')
}
