// What the demo leaves behind: every comment, each release's files, each candidate's record, and the final state, as files.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { assemble, parseSection, recordDigest, serializeRecord } from '@seaworthy/record'
import type { HostedRepository, Results } from '@seaworthy/testing'
import { unzipSync } from 'fflate'

export interface Harvest {
  readonly out: string
  readonly repository: HostedRepository
  readonly results: Results
  /** The most requests that each stage made. */
  readonly calls: ReadonlyMap<string, number>
}

export async function leave({ out, repository, results, calls }: Harvest): Promise<void> {
  await rm(out, { recursive: true, force: true })
  const snapshot = await repository.snapshot()
  for (const comment of snapshot.comments) await write(path.join(out, 'comments', `pull-request-${comment.issue}.md`), String(comment.body))
  for (const issue of snapshot.issues) await write(path.join(out, 'issues', `issue-${issue.number}.md`), String(issue.body))
  await leaveReleases(out, repository, snapshot.releases)
  await leaveRecords(out, results)
  const state = {
    'api-calls': Object.fromEntries(calls),
    tags: snapshot.tags,
    statuses: snapshot.statuses,
    issues: snapshot.issues,
    pulls: snapshot.pulls,
    deployments: snapshot.deployments,
    releases: snapshot.releases,
  }
  for (const [name, value] of Object.entries(state)) await write(path.join(out, `${name}.json`), `${JSON.stringify(value, null, 2)}\n`)
}

async function leaveReleases(out: string, repository: HostedRepository, releases: readonly Record<string, unknown>[]): Promise<void> {
  for (const release of releases) {
    const tag = String(release.tag)
    await write(path.join(out, 'releases', tag, 'NOTES.md'), String(release.body))
    for (const asset of (release.assets ?? []) as readonly { readonly name: string }[]) {
      const bytes = repository.assetBytes(tag, asset.name)
      if (bytes) await write(path.join(out, 'releases', tag, asset.name), bytes)
    }
  }
}

/** The sections that each run left, folded into its record. */
async function leaveRecords(out: string, results: Results): Promise<void> {
  const runs = Map.groupBy(results.artifacts(), (artifact) => artifact.runId)
  for (const [runId, artifacts] of runs) {
    const sections = artifacts.flatMap(({ id, name }) => {
      if (!/^seaworthy-(validate|train|evaluate)-/.test(name)) return []
      const section = unzipSync(new Uint8Array(results.artifactBytes(id) ?? []))['section.json']
      return section ? [parseSection(section, name)] : []
    })
    const order = ['validate', 'train', 'evaluate']
    const sorted = sections.toSorted((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage))
    if (sorted.length === 0 || !sorted.some((section) => section.stage === 'evaluate')) continue
    const { record } = assemble(sorted)
    await write(path.join(out, 'records', `run-${runId}-${record.model}-${recordDigest(record).slice(7, 19)}.json`), serializeRecord(record))
  }
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, content)
}
