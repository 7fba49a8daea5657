import { startGitHub } from '@seaworthy/testing'
import { expect, it } from 'vitest'
import { connect } from './connect.ts'

it('tells what a login may do in the repository: its owner, a collaborator, anybody else, and nobody at all', async () => {
  const github = await startGitHub()
  const collaborators = { Bob: 'write', cleo: 'read' } as const
  await github.createRepository({ owner: 'acme', name: 'flights', private: true, files: { 'a.txt': 'one' }, collaborators })
  const client = connect({ token: github.userToken('acme'), apiUrl: github.url, repository: 'acme/flights', secondMs: 1 })
  const told = await Promise.all(['acme', 'bob', 'cleo', 'eve'].map((login) => client.permissionOf(login)))
  await github.close()
  expect([told, github.violations]).toEqual([['admin', 'write', 'read', 'none'], []])
})
