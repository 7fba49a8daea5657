export interface Import {
  readonly module: string
  readonly line: number
  /** Gone at run time: `import type`, `export type`, `typeof import('…')`. */
  readonly typeOnly: boolean
  /** Loaded by a call, when that is reached. */
  readonly deferred: boolean
}

const statement = /^(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'/gm
const call = /(typeof\s+)?\bimport\('([^']+)'\)/g

/** The modules that a formatted TypeScript source names: statements at the margin, and `import('…')` outside comments. */
export function readImports(source: string): readonly Import[] {
  const lineAt = (index: number) => source.slice(0, index).split('\n').length
  const found: Import[] = []
  for (const match of source.matchAll(statement)) {
    found.push({ module: match[2] ?? '', line: lineAt(match.index), typeOnly: match[1] !== undefined, deferred: false })
  }
  for (const match of source.matchAll(call)) {
    const before = source.slice(source.lastIndexOf('\n', match.index) + 1, match.index)
    if (/^\s*(\*|\/\*)|\/\//.test(before)) continue
    found.push({ module: match[2] ?? '', line: lineAt(match.index), typeOnly: match[1] !== undefined, deferred: true })
  }
  return found
}
