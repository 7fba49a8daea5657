// Data on S3, on a real server that speaks it: versitygw over a plain folder.
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openSources, type Sources, type SourcesPorts } from '@seaworthy/sources'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { droppingProxy, tokenService } from './s3-doubles.ts'
import { type Gateway, gatewayKeys as keys, openGateway } from './s3-gateway.ts'

const content = randomBytes(3_000_000)
const digestOf = (bytes: Uint8Array | string): `sha256:${string}` => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** The server is built where it is not there yet, which is not counted as the tests' own time. */
const buildTimeoutMs = 400_000

let folder: string
let gateway: Gateway
let endpoint: string
let sources: Sources

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'seaworthy-s3-'))
  await mkdir(path.join(folder, 'work'))
  gateway = await openGateway(folder)
  endpoint = gateway.endpoint
  await gateway.createBucket('data')
  await gateway.put('data', 'flights/2001/01.csv', content)
  await gateway.putChecked('data', 'flights/2001/02.csv', 'a\n2\n')
  await gateway.put('data', 'flights/2002/01.csv', 'a\n3\n')
  await gateway.put('data', 'flights/README.md', 'text')
}, buildTimeoutMs)

afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

beforeEach(() => {
  sources = openSources(ports())
})

let caches = 0

/** A cache of its own for each, so that nothing is there before a test puts it there. */
function ports(given: Partial<SourcesPorts> = {}): SourcesPorts {
  caches += 1
  return {
    fetch: globalThis.fetch,
    environment: { ...keys, AWS_ENDPOINT_URL_S3: endpoint },
    cacheFolder: path.join(folder, 'caches', String(caches)),
    workTree: path.join(folder, 'work'),
    log: () => undefined,
    run: async () => ({ exitCode: 1, tail: '' }),
    sleep: async () => undefined,
    ...given,
  }
}

const first = 's3://data/flights/2001/01.csv'
const wanted = (uri = first) => ({ uri, name: '01.csv', digest: digestOf(content), bytes: content.length })
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error,
  )

describe('a listing of S3', () => {
  it('has the objects that a pattern matches, with size, version and what is known of their digest', async () => {
    const files = await sources.list('s3://data/flights/*/*.csv')
    expect(files.map(({ uri, name, bytes, sha256 }) => [uri, name, bytes, sha256])).toEqual([
      [first, '2001/01.csv', 3_000_000, null],
      ['s3://data/flights/2001/02.csv', '2001/02.csv', 4, digestOf('a\n2\n')],
      ['s3://data/flights/2002/01.csv', '2002/01.csv', 4, null],
    ])
    expect(files.map(({ version }) => /^"[0-9a-f]{32}"$/.test(version ?? ''))).toEqual([true, true, true])
  })

  it('of one object has that one, with the endpoint of the address', async () => {
    const address = `${first}?endpoint=${endpoint}&region=us-east-1`
    const files = await openSources(ports({ environment: keys })).list(address)
    expect(files.map(({ uri, name }) => [uri, name])).toEqual([[address, '01.csv']])
  })

  it('goes through all pages', async () => {
    const many = path.join(gateway.objects, 'data/many')
    await mkdir(many)
    await Promise.all(Array.from({ length: 1005 }, (_, at) => writeFile(path.join(many, `${at}.csv`), '')))
    expect(await sources.list('s3://data/many/*.csv')).toHaveLength(1005)
  })

  it.each([
    ['s3://data/flights/*.parquet', 'SOURCE_EMPTY'],
    ['s3://data/flights/none.csv', 'SOURCE_NOT_FOUND'],
    ['s3://nowhere/x/*.csv', 'SOURCE_NOT_FOUND'],
  ])('of %s is refused with %s', async (address, code) => {
    expect(await failureOf(sources.list(address))).toMatchObject({ name: 'SourceError', code })
  })
})

describe('an object fetched from S3', () => {
  it('lies in the cache under its digest, and is not asked for again', async () => {
    const given = ports()
    const { path: place } = await openSources(given).fetch(wanted())
    expect(digestOf(await readFile(place))).toBe(digestOf(content))
    const offline = openSources({ ...given, environment: { ...keys, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' } })
    expect((await offline.fetch(wanted())).path).toBe(place)
  })

  it('goes on where the connection dropped', async () => {
    await using proxy = await droppingProxy(endpoint, 1_000_000)
    const through = openSources(ports({ environment: { ...keys, AWS_ENDPOINT_URL_S3: proxy.url } }))
    expect((await through.fetch({ ...wanted(), digest: null })).digest).toBe(digestOf(content))
    const ranges = proxy.heads.map((head) => Number(/^range: bytes=(\d+)-/im.exec(head)?.[1] ?? 0))
    expect([ranges.length, ranges[0], (ranges[1] ?? 0) > 100_000]).toEqual([2, 0, true])
  })

  it('goes on with the part of an earlier process', async () => {
    const given = ports()
    const etag = (await openSources(given).list(first))[0]?.version ?? ''
    await leavePart(given.cacheFolder, { bytes: content.subarray(0, 2_000_000), etag })
    await using proxy = await droppingProxy(endpoint, Number.POSITIVE_INFINITY)
    const through = openSources({ ...given, environment: { ...keys, AWS_ENDPOINT_URL_S3: proxy.url } })
    expect((await through.fetch({ ...wanted(), digest: null })).digest).toBe(digestOf(content))
    expect(proxy.heads.map((head) => /^range: (.*)\r$/im.exec(head)?.[1])).toEqual(['bytes=2000000-'])
  })

  it.each([
    ['of other content', 1000, '"0123456789abcdef0123456789abcdef"'],
    ['as long as the object', content.length, null],
    ['longer than the object', content.length + 1, null],
  ])('starts over where the part is %s', async (_, length, etag) => {
    const given = ports()
    const known = etag ?? (await sources.list(first))[0]?.version ?? ''
    await leavePart(given.cacheFolder, { bytes: randomBytes(length), etag: known })
    expect((await openSources(given).fetch(wanted())).digest).toBe(digestOf(content))
  })

  it('is refused where it changed since it was locked', async () => {
    await gateway.put('data', 'moving.csv', 'a\n1\n')
    const [file] = await sources.list('s3://data/moving.csv')
    await gateway.put('data', 'moving.csv', 'a\n2\n')
    expect(file?.uri).toBe('s3://data/moving.csv')
    const locked = { uri: 's3://data/moving.csv', name: 'moving.csv', digest: digestOf('a\n1\n'), bytes: 4 }
    expect(await failureOf(sources.fetch(locked))).toMatchObject({ code: 'SOURCE_CHANGED' })
  })

  it('is the locked version where the bucket keeps versions', async () => {
    await gateway.createBucket('kept', { keepsVersions: true })
    await gateway.put('kept', 'x.csv', 'a\n1\n')
    const [file] = await sources.list('s3://kept/x.csv')
    await gateway.put('kept', 'x.csv', 'a\n2\n')
    expect(file?.uri).toBe(`s3://kept/x.csv?versionId=${file?.version}`)
    const locked = { uri: file?.uri ?? '', name: 'x.csv', digest: digestOf('a\n1\n'), bytes: 4 }
    expect((await sources.fetch(locked)).digest).toBe(digestOf('a\n1\n'))
  })

  it('is refused where there is none', async () => {
    expect(await failureOf(sources.fetch(wanted('s3://data/none.csv')))).toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: 'there is no s3://data/none.csv (NoSuchKey)',
    })
  })

  it('is found behind a pointer of DVC whose remote is on S3', async () => {
    const md5 = createHash('md5').update(content).digest('hex')
    await gateway.put('data', `store/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`, content)
    await mkdir(path.join(folder, 'work/.dvc'))
    await writeFile(
      path.join(folder, 'work/.dvc/config'),
      `[core]\n    remote = r\n['remote "r"']\n    url = s3://data/store\n    endpointurl = ${endpoint}\n`,
    )
    await writeFile(path.join(folder, 'work/x.csv.dvc'), `outs:\n- md5: ${md5}\n  hash: md5\n  path: x.csv\n`)
    expect((await openSources(ports({ environment: keys })).fetch(wanted('x.csv.dvc#x.csv'))).digest).toBe(digestOf(content))
  })
})

describe('credentials for S3', () => {
  it.each([
    [{ AWS_ACCESS_KEY_ID: 'nobody' }, /is refused to this caller \(XAdminUserNotFound\)$/],
    [{ AWS_SECRET_ACCESS_KEY: 'wrong' }, /is refused to this caller \(SignatureDoesNotMatch\)$/],
  ])('that are wrong (%j) are refused, by list and by fetch, and not repeated', async (wrong, name) => {
    const other = openSources(ports({ environment: { ...keys, AWS_ENDPOINT_URL_S3: endpoint, ...wrong } }))
    const failures = [await failureOf(other.list('s3://data/flights/**')), await failureOf(other.fetch(wanted()))]
    for (const failure of failures) expect(failure).toMatchObject({ code: 'SOURCE_FORBIDDEN', message: expect.stringMatching(name) })
    expect(JSON.stringify(failures.map(String))).not.toMatch(/nobody|wrong/)
  })

  // What follows is read by AWS's own code, from the environment of the process.
  const withProcess = async (environment: Readonly<Record<string, string>>, ask: (sources: Sources) => Promise<unknown>) => {
    const all = {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: path.join(folder, 'no-config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none'),
      ...environment,
    }
    const before = { ...process.env }
    Object.assign(process.env, all)
    try {
      return await ask(openSources(ports({ environment: { ...all, AWS_ENDPOINT_URL_S3: endpoint } })))
    } finally {
      for (const name of Object.keys(all)) delete process.env[name]
      Object.assign(process.env, before)
    }
  }

  it('that are nowhere are asked for', async () => {
    expect(await withProcess({}, (other) => failureOf(other.list(first)))).toMatchObject({
      code: 'SOURCE_FORBIDDEN',
      message: `there are no credentials for ${first}`,
    })
  })

  it('come from a profile', async () => {
    const file = path.join(folder, 'credentials')
    await writeFile(file, `[ours]\naws_access_key_id = ${keys.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${keys.AWS_SECRET_ACCESS_KEY}\n`)
    const environment = { AWS_SHARED_CREDENTIALS_FILE: file, AWS_PROFILE: 'ours', AWS_REGION: 'us-east-1' }
    expect(await withProcess(environment, (other) => other.list(first))).toHaveLength(1)
  })

  it('come from a role that a token of OIDC opens', async () => {
    await using tokens = await tokenService()
    const token = path.join(folder, 'token')
    await writeFile(token, 'a-token-of-github')
    const role = {
      AWS_ROLE_ARN: 'arn:aws:iam::1:role/reader',
      AWS_WEB_IDENTITY_TOKEN_FILE: token,
      AWS_ENDPOINT_URL_STS: tokens.url,
      AWS_REGION: 'us-east-1',
    }
    expect(await withProcess(role, (other) => other.list(first))).toHaveLength(1)
    expect(tokens.asked).toEqual([['AssumeRoleWithWebIdentity', 'arn:aws:iam::1:role/reader', 'a-token-of-github']])
  })
})

async function leavePart(cacheFolder: string, { bytes, etag }: { readonly bytes: Uint8Array; readonly etag: string }): Promise<void> {
  const part = path.join(cacheFolder, 'parts', createHash('sha256').update(first).digest('hex'))
  await mkdir(path.dirname(part), { recursive: true })
  await writeFile(part, bytes)
  await writeFile(`${part}.etag`, etag)
}
