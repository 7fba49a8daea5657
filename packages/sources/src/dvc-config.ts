/** What is used of DVC's configuration. */
export interface DvcConfig {
  readonly defaultRemote: string | null
  /** Settings of each remote by its name. */
  readonly remotes: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Where DVC keeps its objects, if elsewhere than in `.dvc/cache`. */
  readonly cacheDir: string | null
}

type Sections = Map<string, Map<string, string>>

/**
 * Reads `.dvc/config`, and `.dvc/config.local` over it.
 * @example dvcConfig(["[core]\nremote = a\n['remote \"a\"']\nurl = s3://b"]) // { defaultRemote: 'a', remotes: { a: { url: 's3://b' } }, cacheDir: null }
 */
export function dvcConfig(texts: readonly string[]): DvcConfig {
  const sections: Sections = new Map()
  for (const text of texts) addSections(sections, text)
  const remotes = [...sections].flatMap(([section, settings]) => {
    const [, name] = /^remote "(.+)"$/.exec(section) ?? []
    return name === undefined ? [] : [[name, Object.fromEntries(settings)] as const]
  })
  return {
    defaultRemote: sections.get('core')?.get('remote') ?? null,
    remotes: Object.fromEntries(remotes),
    cacheDir: sections.get('cache')?.get('dir') ?? null,
  }
}

function addSections(sections: Sections, text: string): void {
  let section = ''
  for (const line of text.split(/\r?\n/).map((part) => part.trim())) {
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue
    const [, header] = /^\[\s*'?(.*?)'?\s*\]$/.exec(line) ?? []
    const [, key, value] = /^([^=]+?)\s*=\s*(.*)$/.exec(line) ?? []
    if (header !== undefined) section = header
    else if (key !== undefined && value !== undefined) settingsOf(sections, section).set(key, unquoted(value))
  }
}

function settingsOf(sections: Sections, section: string): Map<string, string> {
  const settings = sections.get(section) ?? new Map<string, string>()
  sections.set(section, settings)
  return settings
}

function unquoted(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value
}
