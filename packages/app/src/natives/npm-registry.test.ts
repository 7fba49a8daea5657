import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { npmRegistry } from './npm-registry.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'seaworthy-npm-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function npmThatSays(text: string): string {
  const file = path.join(folder, `npm-${text.length}`)
  writeFileSync(file, `#!/bin/sh\necho '${text}'\n`)
  chmodSync(file, 0o755)
  return file
}

describe('npmRegistry', () => {
  it('is what npm is configured for', async () => {
    expect(await npmRegistry(npmThatSays('http://127.0.0.1:4873/'))).toBe('http://127.0.0.1:4873/')
    expect(await npmRegistry()).toMatch(/^https?:\/\//)
  })

  it.each([
    ['there is no npm', () => path.join(folder, 'nowhere')],
    ['npm names none', () => npmThatSays('undefined')],
  ])('says what to set where %s', async (_, command) => {
    await expect(npmRegistry(command())).rejects.toMatchObject({ code: 'REGISTRY_UNKNOWN', hint: expect.stringContaining('SEAWORTHY_NPM_REGISTRY') })
  })
})
