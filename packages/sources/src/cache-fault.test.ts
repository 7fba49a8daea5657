import { describe, expect, it } from 'vitest'
import { cacheFault, inCache } from './cache-fault.ts'
import { SourceError } from './errors.ts'

const refusal = (code: string) => Object.assign(new Error(`${code}: no`), { code, syscall: 'write' })

describe('cacheFault', () => {
  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the disk quota is used up'],
    ['EACCES', 'this user may not write there'],
    ['EROFS', 'the file system is read-only'],
    ['EIO', 'EIO'],
  ])('says of %s that %s', (code, reason) => {
    expect(cacheFault(refusal(code), '/cache/x')).toMatchObject({
      code: 'CACHE_UNWRITABLE',
      message: `the data cache cannot be written at /cache/x: ${reason}`,
    })
  })

  it('leaves an error that is ours as it is', async () => {
    const own = new SourceError('SOURCE_CHANGED', 'it changed')
    await expect(inCache('/cache/x', () => Promise.reject(own))).rejects.toBe(own)
  })
})
