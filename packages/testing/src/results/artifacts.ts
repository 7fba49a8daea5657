import { createHash } from 'node:crypto'
import type { StoredArtifact } from '../github/world.ts'
import type { Answer } from '../http/listen.ts'
import type { BlobStore } from './blobs.ts'

interface Upload {
  readonly id: number
  readonly run: string
  readonly job: string
  readonly name: string
  readonly createdAt: string
  digest: string
  done: boolean
}

/** Twirp's JSON of the artifact calls, the fields that are read. */
export interface ArtifactRequest {
  readonly workflow_run_backend_id?: string
  readonly workflow_job_run_backend_id?: string
  readonly name?: string
  readonly size?: string
  readonly hash?: string
  readonly name_filter?: string
  readonly id_filter?: string
}

/** Artifacts, immutable once uploaded and unique by name within a run. */
export class Artifacts {
  readonly #blobs: BlobStore
  readonly #clock: () => Date
  readonly #uploads: Upload[] = []

  constructor(blobs: BlobStore, clock: () => Date) {
    this.#blobs = blobs
    this.#clock = clock
  }

  create({ workflow_run_backend_id: run = '', workflow_job_run_backend_id: job = '', name = '' }: ArtifactRequest): Answer {
    if (this.#find(run, name) !== undefined) return conflict(`an artifact with the name ${name} already exists on the workflow run`)
    const upload = { id: 5000 + this.#uploads.length, run, job, name, createdAt: this.#clock().toISOString(), digest: '', done: false }
    this.#uploads.push(upload)
    return { status: 200, body: { ok: true, signed_upload_url: this.#blobs.signedUrl(blobName(upload)) } }
  }

  finalize({ workflow_run_backend_id: run = '', name = '', size, hash }: ArtifactRequest): Answer {
    const upload = this.#find(run, name)
    const data = upload === undefined ? null : this.#blobs.data(blobName(upload))
    if (upload === undefined || data === null) return { status: 404, body: { code: 'not_found', msg: `no upload named ${name}` } }
    upload.digest = `sha256:${createHash('sha256').update(data).digest('hex')}`
    if (Number(size) !== data.length) return invalid(`size is ${size}, but ${data.length} bytes came`)
    if (hash !== undefined && hash !== upload.digest) return invalid(`hash is ${hash}, but the bytes have ${upload.digest}`)
    upload.done = true
    return { status: 200, body: { ok: true, artifact_id: String(upload.id) } }
  }

  list({ workflow_run_backend_id: run = '', name_filter: name, id_filter: id }: ArtifactRequest): Answer {
    const found = this.#uploads.filter(
      (one) => one.done && one.run === run && (name ?? one.name) === one.name && (id ?? String(one.id)) === String(one.id),
    )
    return { status: 200, body: { artifacts: found.map((upload) => this.#listed(upload)) } }
  }

  signedUrl({ workflow_run_backend_id: run = '', name = '' }: ArtifactRequest): Answer {
    const upload = this.#find(run, name)
    if (upload?.done !== true) return { status: 404, body: { code: 'not_found', msg: `no artifact named ${name}` } }
    return { status: 200, body: { signed_url: this.#blobs.signedUrl(blobName(upload)) } }
  }

  delete({ workflow_run_backend_id: run = '', name = '' }: ArtifactRequest): Answer {
    const upload = this.#find(run, name)
    if (upload === undefined) return { status: 404, body: { code: 'not_found', msg: `no artifact named ${name}` } }
    this.#uploads.splice(this.#uploads.indexOf(upload), 1)
    return { status: 200, body: { ok: true, artifact_id: String(upload.id) } }
  }

  stored(): StoredArtifact[] {
    return this.#uploads.filter((upload) => upload.done).map((upload) => this.#stored(upload))
  }

  /** The bytes as uploaded: a zip, unless the upload skipped the archive. */
  bytes(id: number): Buffer | null {
    return this.#blobs.data(`artifact-${id}.zip`)
  }

  downloadUrl(id: number): string {
    return this.#blobs.signedUrl(`artifact-${id}.zip`)
  }

  #find(run: string, name: string): Upload | undefined {
    return this.#uploads.find((upload) => upload.run === run && upload.name === name)
  }

  #stored({ id, run, name, digest, createdAt }: Upload): StoredArtifact {
    return { id, runId: Number(run), name, digest, createdAt, bytes: this.bytes(id)?.length ?? 0 }
  }

  #listed(upload: Upload): Record<string, unknown> {
    const { bytes, name, createdAt, digest } = this.#stored(upload)
    return {
      workflow_run_backend_id: upload.run,
      workflow_job_run_backend_id: upload.job,
      database_id: String(upload.id),
      name,
      size: String(bytes),
      created_at: createdAt,
      digest,
    }
  }
}

const blobName = ({ id }: { id: number }): string => `artifact-${id}.zip`
const conflict = (msg: string): Answer => ({ status: 409, body: { code: 'already_exists', msg } })
const invalid = (msg: string): Answer => ({ status: 400, body: { code: 'invalid_argument', msg } })
