import type { AddressOf } from './address.ts'
import { addressInvalid } from './address-invalid.ts'

/** @throws {SourceError} `ADDRESS_INVALID` */
export function httpsAddress(text: string): AddressOf<'https'> {
  const url = URL.parse(text)
  if (url === null) throw addressInvalid(text, { why: 'is no URL', hint: 'write https://host/path/file.parquet' })
  if (url.username !== '' || url.password !== '')
    throw addressInvalid(text, {
      why: 'holds a user or password',
      hint: 'a configuration is no place for secrets: let a command fetch the file, or use s3:// or hf://',
    })
  if (!isTrustedTransport(url)) throw addressInvalid(text, { why: 'is not encrypted', hint: 'write https://; http:// is for localhost alone' })
  if (url.pathname.endsWith('/') && url.hash === '')
    throw addressInvalid(text, { why: 'names a folder', hint: 'HTTP has no listings: name one file, or let a command fetch them' })
  return { kind: 'https', url: url.href }
}

/** HTTPS, or a server on this machine. */
export function isTrustedTransport({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}
