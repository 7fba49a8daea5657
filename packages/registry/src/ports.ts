/**
 * What the registry asks of the place where it lives. Each call is one call of GitHub's REST API, or a few that change nothing.
 * Whatever these signatures do not name (no permission, no network, a limit) rejects with the implementation's own error; the registry
 * lets it rise. Every call may have taken effect although it failed: the registry is written for that, an implementation need not hide it.
 * An implementation may repeat reads by itself; it repeats a write only where it knows that the first try had no effect.
 */
export interface RegistryPorts {
  readonly refs: Refs
  readonly objects: GitObjects
  readonly releases: Releases
}

/** 40 hexadecimal digits (64 in a SHA-256 repository). */
export type Sha = string

export interface RefEntry {
  /** The whole name: `refs/tags/flight-delay@v1.0.0`. */
  readonly ref: string
  /** What it points at, not peeled: `tag` for an annotated tag. */
  readonly object: { readonly type: 'commit' | 'tag'; readonly sha: Sha }
}

/** Names may hold `#` and `@`: encode each segment in URLs. */
export interface Refs {
  /**
   * `POST /git/refs`. Atomic. `exists` when the name is taken, whatever it points at (422 "Reference already exists", or 409):
   * never moves a ref. The caller reads it to see what is there.
   */
  create(ref: string, target: Sha): Promise<'created' | 'exists'>
  /** `GET /git/ref/{ref}`; null on 404. Exact: `refs/tags/a@v1.0.0` never answers for `refs/tags/a@v1.0.01`. */
  get(ref: string): Promise<RefEntry | null>
  /** `GET /git/matching-refs/{ref}`, every page, in any order: the refs whose whole name starts with `prefix`, such as `refs/tags/a@v`. */
  list(prefix: string): AsyncIterable<RefEntry>
}

export interface GitPerson {
  readonly name: string
  readonly email: string
  /** ISO 8601 in UTC with whole seconds: `2026-01-31T12:00:00Z`. It is part of the object's id. */
  readonly date: string
}

export interface CommitInput {
  readonly message: string
  readonly tree: Sha
  readonly parents: readonly Sha[]
  /** Author and committer alike. */
  readonly author: GitPerson
}

export interface CommitObject {
  readonly sha: Sha
  readonly message: string
  readonly tree: Sha
  readonly parents: readonly Sha[]
  /** ISO 8601, the committer's date. */
  readonly committedAt: string
}

export interface TagInput {
  /** The tag's short name, as inside the object: `flight-delay#production#3`. */
  readonly tag: string
  /** A commit. */
  readonly object: Sha
  readonly message: string
  readonly tagger: GitPerson
}

export interface TagObject {
  readonly sha: Sha
  readonly tag: string
  /** What it points at, and of which type. */
  readonly object: { readonly type: string; readonly sha: Sha }
  /** As it was given, but for white space at its end (Git adds a line end, GitHub may drop it). */
  readonly message: string
  /** ISO 8601. */
  readonly taggedAt: string
}

/** Git's objects are named by their content: making one twice is making it once. */
export interface GitObjects {
  /** `POST /git/blobs`, base64. */
  blob(bytes: Uint8Array): Promise<Sha>
  /** `POST /git/trees` without `base_tree`: ordinary files (mode 100644) at the top level. */
  tree(entries: readonly { readonly path: string; readonly sha: Sha }[]): Promise<Sha>
  /** `POST /git/commits` with `author` and `committer`, unsigned. */
  commit(commit: CommitInput): Promise<Sha>
  /** `GET /git/commits/{sha}`; null where there is no such commit. */
  readCommit(sha: Sha): Promise<CommitObject | null>
  /** A file at the top level of the tree of a commit; null where the commit has none of that name. Up to 4 MiB. */
  readFile(commit: Sha, path: string): Promise<Uint8Array | null>
  /** `POST /git/tags` with `type: commit`: the object only, no ref. */
  tag(tag: TagInput): Promise<Sha>
  /** `GET /git/tags/{sha}`; null where there is no such tag object. */
  readTag(sha: Sha): Promise<TagObject | null>
}

export interface Asset {
  readonly id: number
  readonly name: string
  readonly bytes: number
  /** `sha256:<hex>` as the API computed it; null where it gives none (old servers). */
  readonly digest: string | null
  /** `starter`: an upload that was cut off: it holds the name and no bytes. `open` counts as `starter`. */
  readonly state: 'uploaded' | 'starter'
}

export interface Release {
  readonly id: number
  readonly tag: string
  readonly name: string
  readonly body: string
  readonly draft: boolean
  /** For people (`html_url`). */
  readonly url: string
  /** ISO 8601; null for a draft. */
  readonly publishedAt: string | null
  readonly assets: readonly Asset[]
}

export interface AssetInput {
  /** Letters, digits, `.`, `_`, `-` only: GitHub renames what holds anything else. */
  readonly name: string
  readonly bytes: Uint8Array | { readonly path: string; readonly size: number }
  readonly contentType: string
}

export interface Releases {
  /**
   * The releases of one tag, with all their assets (every page). `drafts: false`: `GET /releases/tags/{tag}`, one or none; works with
   * `contents: read`. `drafts: true`: from `GET /releases`, every page; drafts are visible with `contents: write` only, and several may
   * share a tag.
   */
  findByTag(tag: string, options: { readonly drafts: boolean }): Promise<readonly Release[]>
  /** `POST /releases` with `draft: true`, `make_latest: false` where the server takes it, and no `target_commitish`: the tag exists already. */
  createDraft(draft: { readonly tag: string; readonly name: string; readonly body: string }): Promise<Release>
  /** `PATCH /releases/{id}`: the body of a draft. */
  update(release: Release, change: { readonly body: string }): Promise<Release>
  /** To the release's upload URL. Rejects where an asset of that name exists, a `starter` included (422 already_exists). */
  upload(release: Release, asset: AssetInput): Promise<Asset>
  /** `DELETE /releases/assets/{id}`; an asset that is gone already is no error. */
  deleteAsset(asset: Asset): Promise<void>
  /** `PATCH /releases/{id}` with `draft: false`, sending the tag's name again. Publishing what is published changes nothing. */
  publish(release: Release): Promise<Release>
  /** `GET /releases/assets/{id}` as `application/octet-stream`: the bytes in chunks; breaks with an error where the stream breaks. */
  download(asset: Asset): AsyncIterable<Uint8Array>
}
