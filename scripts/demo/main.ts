// The main job on real data: five chapters in the life of a model, on a GitHub that behaves, through the code that the actions run.
import { generateKeyPairSync } from 'node:crypto'
import path from 'node:path'
import process from 'node:process'
import { startGitHub, startResults } from '@seaworthy/testing'
import { ensureBundle } from '../bundle.mjs'
import type { Harbour } from '../line/play-job.ts'
import { accepted, blockedTwice, firstRelease, june } from './chapters.ts'
import { say } from './display.ts'
import { cutData, example, exampleFiles, linkData, root } from './example.ts'
import { Expectations } from './expectations.ts'
import { leave } from './out.ts'
import { PythonMissing, pythonBin } from './python.ts'
import type { Demo, Story } from './scene.ts'

const cache = path.join(root, '.cache/demo')
const out = path.join(root, 'out/demo')

async function main(): Promise<void> {
  const started = performance.now()
  const python = await pythonBin({ cache, requirements: path.join(example, 'requirements.txt'), say })
  await cutData()
  if (ensureBundle() !== null) say('built the bundle that the actions run (once)')
  await using github = await startGitHub()
  await using results = await startResults(github)
  const key = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const repository = await github.createRepository({ owner: 'acme', name: 'flights', files: await exampleFiles(key.publicKey) })
  const data = { until: '2001-05' }
  const searchPath = [python, path.dirname(process.execPath), process.env.PATH ?? '/usr/bin:/bin'].join(path.delimiter)
  const harbour: Harbour = {
    github,
    results,
    repository,
    searchPath,
    signingKey: key.privateKey,
    setUp: (workspace) => linkData(workspace, data.until),
  }
  const demo: Demo = { github, results, repository, harbour, expect: new Expectations(), calls: new Map() }
  const { stories } = (await import(path.join(example, 'stories/stories.mjs'))) as { readonly stories: readonly Story[] }
  const story = (id: string) => stories.find((one) => one.id === id) as Story

  await firstRelease(demo)
  await accepted(demo, story('a'))
  await blockedTwice(demo, story('b'), story('c'))
  data.until = '2001-06'
  await june(demo)

  demo.expect.that('every request was one that GitHub allows', github.violations.length === 0)
  await leave({ out, repository, results, calls: demo.calls })
  console.log(
    `\nEverything is in ${path.relative(process.cwd(), out) || out}: comments, releases with their models, records, tags, statuses, issues.`,
  )
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`)
  console.log(demo.expect.summary())
  if (demo.expect.failed > 0) process.exitCode = 1
}

try {
  await main()
} catch (error) {
  if (error instanceof PythonMissing) console.error(`\n${error.message}`)
  else console.error(error)
  process.exitCode = error instanceof PythonMissing ? 2 : 3
}
