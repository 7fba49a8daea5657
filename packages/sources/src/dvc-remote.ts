import path from 'node:path'
import type { AddressOf } from './address.ts'
import { httpsAddress } from './address-https.ts'
import { s3Address, s3Uri } from './address-s3.ts'
import type { Transport } from './download.ts'
import type { DvcRepository } from './dvc-repository.ts'
import { httpTransport } from './http-transport.ts'
import type { SourcesPorts } from './ports.ts'
import { s3Clients } from './s3-client.ts'
import { s3Transport } from './s3-transport.ts'

/** Where DVC keeps objects for all, as far as it can be read here. */
export type DvcRemote =
  | { readonly kind: 'none' }
  /** A kind of server that only DVC itself reaches. */
  | { readonly kind: 'unreadable'; readonly scheme: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'server'; uriOf(name: string): string; transport(name: string): Promise<Transport> }

/** The remote of that name, or the default one. */
export function dvcRemote({ config, folder }: DvcRepository, name: string | null, ports: SourcesPorts): DvcRemote {
  const settings = config.remotes[name ?? config.defaultRemote ?? ''] ?? {}
  const { url } = settings
  if (url === undefined) return { kind: 'none' }
  const [, scheme] = /^([a-z][a-z0-9+.-]+):\/\//i.exec(url) ?? []
  if (scheme === undefined) return { kind: 'folder', path: path.resolve(folder, url) }
  const base = url.replace(/\/+$/, '')
  switch (scheme.toLowerCase()) {
    case 's3':
      return s3Remote(base, settings, ports)
    case 'https':
    case 'http':
      return httpRemote(base, ports)
    default:
      return { kind: 'unreadable', scheme }
  }
}

function s3Remote(base: string, { endpointurl, region }: Readonly<Record<string, string>>, { environment }: SourcesPorts): DvcRemote {
  const clientFor = s3Clients(environment)
  const addressOf = (name: string): AddressOf<'s3'> => {
    const address = s3Address(`${base}/${name}`)
    const endpoint = endpointurl === undefined ? null : s3Address(`s3://bucket/key?endpoint=${encodeURIComponent(endpointurl)}`).endpoint
    return { ...address, endpoint, region: region ?? null }
  }
  return {
    kind: 'server',
    uriOf: (name) => s3Uri(addressOf(name)),
    transport: async (name) => s3Transport(addressOf(name), await clientFor(addressOf(name))),
  }
}

function httpRemote(base: string, { fetch }: SourcesPorts): DvcRemote {
  const forbiddenHint = 'the remote wants a password, which dvc has: let dvc pull fetch the data'
  const uriOf = (name: string) => httpsAddress(`${base}/${name}`).url
  return { kind: 'server', uriOf, transport: async (name) => httpTransport(fetch, { url: uriOf(name), forbiddenHint }) }
}
