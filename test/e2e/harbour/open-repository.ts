import { generateKeyPairSync } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { type GitHub, type HostedRepository, type Results, type Role, startGitHub, startResults } from '@seaworthy/testing'
import { releasedActions, workflowFiles } from './released-actions.ts'
import { tiny } from './tiny.ts'

export interface OpenRepository extends AsyncDisposable {
  readonly github: GitHub
  readonly results: Results
  readonly repository: HostedRepository
  /** Folder of our own actions as a release holds them: a copy, since `dist` may be built anew meanwhile. */
  readonly actions: string
  /** Private half of the key in `seaworthy.pub`, the secret SEAWORTHY_SIGNING_KEY. */
  readonly signingKey: string
}

export interface OpenOptions {
  /** In the place of files of the tiny repository. */
  readonly files?: Readonly<Record<string, string>>
  readonly collaborators?: Readonly<Record<string, Role>>
}

/** The tiny repository as a user has it, with both workflow files and a public key, on a GitHub of its own. */
export async function openRepository(options: OpenOptions = {}): Promise<OpenRepository> {
  const github = await startGitHub()
  const results = await startResults(github)
  const actions = await releasedActions()
  const key = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const files = { ...tiny.base(), ...(await workflowFiles()), 'seaworthy.pub': key.publicKey, ...options.files }
  const repository = await github.createRepository({ owner: 'acme', name: 'tiny', files, collaborators: options.collaborators ?? {} })
  return {
    github,
    results,
    repository,
    actions,
    signingKey: key.privateKey,
    async [Symbol.asyncDispose]() {
      await results.close()
      await github.close()
      await rm(actions, { recursive: true, force: true })
    },
  }
}
