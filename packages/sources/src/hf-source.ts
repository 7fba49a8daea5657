import { posix } from 'node:path'
import type { AddressOf } from './address.ts'
import { hfUri } from './address-hf.ts'
import { download } from './download.ts'
import { safeName } from './file-name.ts'
import { globPrefix } from './glob-prefix.ts'
import { type HubFile, openHub } from './hf-hub.ts'
import type { RemoteFile } from './remote-file.ts'
import type { SourceKind } from './source-kind.ts'
import type { SourceTools } from './source-tools.ts'

/** Files of a dataset repository on Hugging Face. A listing fixes the revision to its commit, so that a branch that moves changes nothing. */
export function hfSource({ ports, cache }: SourceTools): SourceKind<'hf'> {
  const hub = openHub(ports)
  return {
    list: async (address) => {
      const { folder, isGlob } = globPrefix(address.path)
      const dataset = { repository: address.repository, revision: await hub.commitOf(address) }
      const recursive = isGlob && address.path.slice(folder.length).includes('/')
      const files = await hub.filesIn(dataset, { path: folder.replace(/\/$/, ''), recursive })
      const isWanted = ({ path }: HubFile) => (isGlob ? posix.matchesGlob(path, address.path) : path === address.path)
      return files.filter(isWanted).map((file) => remoteFile(file, { folder, dataset }))
    },
    fetch: async (address, file) => await download(file, { transport: hub.transport(address), cache, ports }),
  }
}

interface Listing {
  readonly folder: string
  readonly dataset: Pick<AddressOf<'hf'>, 'repository' | 'revision'>
}

function remoteFile({ path, bytes, oid, sha256 }: HubFile, { folder, dataset }: Listing): RemoteFile {
  return {
    uri: hfUri({ ...dataset, path }),
    name: safeName(path.slice(folder.length), `hf://datasets/${dataset.repository}`),
    bytes,
    version: oid,
    sha256: sha256 === null ? null : `sha256:${sha256}`,
  }
}
