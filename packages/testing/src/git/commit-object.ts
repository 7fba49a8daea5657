export interface Signature {
  readonly name: string
  readonly email: string
  /** ISO 8601 in UTC, to the second. */
  readonly date: string
}

export interface CommitObject {
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Signature
  readonly committer: Signature
  readonly message: string
}

export interface TagObject {
  readonly tag: string
  readonly object: string
  readonly type: string
  readonly tagger: Signature
  readonly message: string
}

export const isoSeconds = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, 'Z')

/** `name <email> seconds +0000`, as git stores it. */
export function signatureLine({ name, email, date }: Signature): string {
  return `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`
}

function parseSignature(line: string): Signature {
  const match = /^(.*) <([^>]*)> (\d+) [+-]\d{4}$/.exec(line)
  return { name: match?.[1] ?? '', email: match?.[2] ?? '', date: isoSeconds(new Date(Number(match?.[3] ?? 0) * 1000)) }
}

function parseHeaders(data: Buffer): { headers: [string, string][]; message: string } {
  const text = data.toString('utf8')
  const blank = text.indexOf('\n\n')
  const lines = text.slice(0, blank < 0 ? undefined : blank).split('\n')
  const headers = lines
    .filter((line) => !line.startsWith(' '))
    .map((line): [string, string] => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)])
  return { headers, message: blank < 0 ? '' : text.slice(blank + 2) }
}

export function parseCommit(data: Buffer): CommitObject {
  const { headers, message } = parseHeaders(data)
  const all = (name: string): string[] => headers.filter(([key]) => key === name).map(([, value]) => value)
  return {
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    author: parseSignature(all('author')[0] ?? ''),
    committer: parseSignature(all('committer')[0] ?? ''),
    message: message.replace(/\n$/, ''),
  }
}

export function parseTag(data: Buffer): TagObject {
  const { headers, message } = parseHeaders(data)
  const field = new Map(headers)
  return {
    tag: field.get('tag') ?? '',
    object: field.get('object') ?? '',
    type: field.get('type') ?? 'commit',
    tagger: parseSignature(field.get('tagger') ?? ''),
    message,
  }
}
