import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3'
import type { AddressOf } from './address.ts'
import type { SourcesPorts } from './ports.ts'

export type S3Module = typeof import('@aws-sdk/client-s3')
type Environment = SourcesPorts['environment']
type Place = Pick<AddressOf<'s3'>, 'endpoint' | 'region'>

export interface S3 {
  readonly sdk: S3Module
  readonly client: S3Client
}

const connectionTimeoutMs = 10_000
/** Without a byte for this long a connection counts as broken. */
const socketTimeoutMs = 60_000

/** The client for an address; one for each endpoint and region. The SDK is loaded when the first is asked for. */
export function s3Clients(environment: Environment): (place: Place) => Promise<S3> {
  const clients = new Map<string, S3>()
  return async (place) => {
    const key = JSON.stringify([place.endpoint, place.region])
    const sdk = await import('@aws-sdk/client-s3')
    const known = clients.get(key) ?? { sdk, client: new sdk.S3Client(s3Config(place, environment)) }
    clients.set(key, known)
    return known
  }
}

/**
 * Endpoint and region of the address, else of the environment. Keys of the environment are used as they are; without them the SDK's own chain
 * decides, which reads profiles, web identity (OIDC) and the machine's role from the process's environment and files.
 * @example s3Config({ endpoint: 'http://127.0.0.1:17070', region: null }, {}).forcePathStyle // true
 */
export function s3Config({ endpoint, region }: Place, environment: Environment): S3ClientConfig {
  const ownEndpoint = endpoint ?? (environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL || null)
  const ownRegion = region ?? (environment.AWS_REGION || environment.AWS_DEFAULT_REGION || null)
  const profile = environment.AWS_PROFILE || null
  return {
    // The second is for a clock that is wrong, which the SDK mends itself; all else is tried again by the caller.
    maxAttempts: 2,
    followRegionRedirects: true,
    // Every byte is hashed here; the SDK's own check would hold for whole objects alone.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: connectionTimeoutMs, socketTimeout: socketTimeoutMs },
    ...(ownEndpoint === null ? {} : { endpoint: ownEndpoint, forcePathStyle: true }),
    ...regionPart(ownRegion, profile),
    ...credentialsPart(environment, profile),
  }
}

// A profile may name its region; without both any will do, as Amazon says which one a bucket has.
function regionPart(region: string | null, profile: string | null): S3ClientConfig {
  if (region !== null) return { region }
  return profile === null ? { region: 'us-east-1' } : {}
}

function credentialsPart(environment: Environment, profile: string | null): S3ClientConfig {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = environment
  if (!accessKeyId || !secretAccessKey) return profile === null ? {} : { profile }
  return { credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } }
}
