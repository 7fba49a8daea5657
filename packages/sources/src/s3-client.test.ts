import { describe, expect, it } from 'vitest'
import { s3Config } from './s3-client.ts'

const nowhere = { endpoint: null, region: null }
const chosen = (place: Parameters<typeof s3Config>[0], environment: Readonly<Record<string, string>>) => {
  const { endpoint, region, forcePathStyle, credentials, profile } = s3Config(place, environment)
  return { endpoint, region, forcePathStyle, credentials, profile }
}

describe('s3Config', () => {
  it('of an address without settings and an empty environment leaves the endpoint and the credentials to AWS', () => {
    expect(chosen(nowhere, {})).toEqual({ region: 'us-east-1' })
  })

  it('takes endpoint and region of the address before those of the environment', () => {
    const environment = { AWS_ENDPOINT_URL_S3: 'https://env', AWS_REGION: 'eu-west-1' }
    expect(chosen({ endpoint: 'http://127.0.0.1:1', region: 'a-1' }, environment)).toEqual({
      endpoint: 'http://127.0.0.1:1',
      forcePathStyle: true,
      region: 'a-1',
    })
    expect(chosen(nowhere, environment)).toEqual({ endpoint: 'https://env', forcePathStyle: true, region: 'eu-west-1' })
  })

  it.each([
    [{ AWS_ENDPOINT_URL: 'https://all' }, 'https://all'],
    [{ AWS_ENDPOINT_URL: 'https://all', AWS_ENDPOINT_URL_S3: 'https://s3' }, 'https://s3'],
    [{ AWS_ENDPOINT_URL: 'https://all', AWS_ENDPOINT_URL_S3: '' }, 'https://all'],
  ])('of %j has the endpoint %s', (environment, endpoint) => {
    expect(chosen(nowhere, environment).endpoint).toBe(endpoint)
  })

  it('has the keys of the environment, with the token where there is one', () => {
    const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' }
    expect(chosen(nowhere, keys).credentials).toEqual({ accessKeyId: 'id', secretAccessKey: 'key' })
    expect(chosen(nowhere, { ...keys, AWS_SESSION_TOKEN: 't' }).credentials).toEqual({ accessKeyId: 'id', secretAccessKey: 'key', sessionToken: 't' })
    expect(chosen(nowhere, { AWS_ACCESS_KEY_ID: 'id' }).credentials).toBeUndefined()
  })

  it('leaves the region of a profile to the profile', () => {
    expect(chosen(nowhere, { AWS_PROFILE: 'ours' })).toEqual({ profile: 'ours' })
    expect(chosen(nowhere, { AWS_PROFILE: 'ours', AWS_DEFAULT_REGION: 'b-1' })).toEqual({ profile: 'ours', region: 'b-1' })
  })
})
