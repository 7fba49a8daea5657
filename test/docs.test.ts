import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { actions, composites } from '@seaworthy/app'
import { parseConfig } from '@seaworthy/config'
import { describe, expect, it } from 'vitest'
import { exitCodeOf } from '../packages/app/src/outcome.ts'
import { metricNames } from '../packages/pipeline/src/metric-names.ts'

const root = path.resolve(import.meta.dirname, '..')
const read = (name: string) => readFileSync(path.join(root, name), 'utf8')
const papers = [...globSync('*.md', { cwd: root }), ...globSync('docs/**/*.md', { cwd: root })].toSorted()

interface CodeUnion {
  readonly owner: string
  readonly errorName: string
  readonly codes: readonly string[]
}

/** The unions `XErrorCode` as they stand in the sources, by the package that owns them. */
function codeUnions(): readonly CodeUnion[] {
  return globSync('packages/*/src/**/errors.ts', { cwd: root }).map((file) => {
    const source = read(file)
    const [, union = ''] = /export type \w+ErrorCode =([^\n]*(?:\n\s+\|[^\n]*)*)/.exec(source) ?? []
    const [, errorName = ''] = /readonly name = '(\w+)'/.exec(source) ?? []
    const owner = file
      .replace(/^packages\//, '')
      .replace(/\/src\/?/, '/')
      .replace(/\/?errors\.ts$/, '')
    return { owner, errorName, codes: [...union.matchAll(/'([A-Z][A-Z0-9_]*)'/g)].map(([, code]) => code ?? '') }
  })
}

/** Code → `package exit N` for each that raises it, as the unions and the command line have it. */
function raised(): Readonly<Record<string, readonly string[]>> {
  const entries = codeUnions().flatMap(({ owner, errorName, codes }) =>
    codes.map((code) => ({ code, text: `${owner} exit ${exitOf(owner, errorName, code)}` })),
  )
  return Object.fromEntries(
    Object.entries(Object.groupBy(entries, ({ code }) => code)).map(([code, all = []]) => [code, all.map(({ text }) => text).toSorted()]),
  )
}

// The test doubles end a test, never a run.
function exitOf(owner: string, errorName: string, code: string): string {
  return owner === 'testing' ? '–' : String(exitCodeOf(Object.assign(new Error(code), { name: errorName, code })))
}

/** The same, as docs/errors.md says it: the first line under each heading that is a code. */
function documented(): readonly (readonly [string, readonly string[]])[] {
  return [...read('docs/errors.md').matchAll(/^### ([A-Z0-9_]+)\n\n(.*)$/gm)].map(([, code = '', line = '']) => [
    code,
    [...line.matchAll(/`([a-z/]+)` (exit [–123])/g)].map(([, owner, exit]) => `${owner} ${exit}`).toSorted(),
  ])
}

describe('docs/errors.md', () => {
  it('has every code that a package can raise, with its package and exit code, and no other', () => {
    expect(codeUnions().filter(({ codes, errorName }) => codes.length === 0 || errorName === '')).toEqual([])
    expect(Object.fromEntries(documented())).toEqual(raised())
  })

  it('has each code once, so that its anchor is one place', () => {
    const codes = documented().map(([code]) => code)
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([])
  })

  it('says of each code what to do', () => {
    const entries = [...read('docs/errors.md').matchAll(/^### ([A-Z0-9_]+)\n\n(.*)$/gm)]
    expect(entries.filter(([, , line = '']) => !/\. \*\*Do:\*\* \S.*\.$/.test(line)).map(([, code]) => code)).toEqual([])
  })

  it('has an anchor for every failure that an action names', () => {
    const known = new Set(documented().map(([code]) => code))
    expect(actions.flatMap(({ name, failures }) => failures.filter((code) => !known.has(code)).map((code) => `${name}: ${code}`))).toEqual([])
  })
})

/** Where the links of a paper lead, code blocks left out. */
function linksOf(paper: string): readonly string[] {
  const text = read(paper).replace(/```[\s\S]*?```/g, '')
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target))
}

/** Anchors of a paper as GitHub makes them from headings. */
function anchorsOf(paper: string): readonly string[] {
  const headings = [...read(paper).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading)
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

describe('the papers', () => {
  it('link only to what exists', () => {
    const broken = papers.flatMap((paper) =>
      linksOf(paper)
        .filter((target) => {
          const [file = '', anchor] = target.split('#')
          const name = file === '' ? paper : path.join(path.dirname(paper), file)
          if (!existsSync(path.join(root, name))) return true
          return anchor !== undefined && name.endsWith('.md') && !anchorsOf(name).includes(anchor)
        })
        .map((target) => `${paper}: ${target}`),
    )
    expect(broken).toEqual([])
  })

  it('list every record of a decision, in order', () => {
    const listed = linksOf('docs/adr/README.md')
    expect(listed).toEqual(
      globSync('docs/adr/0*.md', { cwd: root })
        .map((file) => path.basename(file))
        .toSorted(),
    )
  })

  it('name the test that proves an invariant by a title that exists', () => {
    const proofs = [...read('docs/threat-model.md').matchAll(/^- `([^`]+\.(?:ts|mjs))`: (["'])(.+)\2/gm)]
    expect(proofs.length).toBeGreaterThan(50)
    expect(proofs.filter(([, file = '', , title = '']) => !hasTitle(file, title)).map(([line]) => line)).toEqual([])
  })
})

function hasTitle(file: string, title: string): boolean {
  if (!existsSync(path.join(root, file))) return false
  const source = read(file)
  return ["'", '"', '`'].some((quote) => source.includes(`(${quote}${title}${quote}`))
}

describe('README.md', () => {
  it('has a row for every action, in the words of the table that they are made from', () => {
    const rows = [...read('README.md').matchAll(/^\| \[`([a-z]+)`\]\(actions\/([a-z]+)\/README\.md\) \| (.*) \|$/gm)]
    const wanted = [...actions, ...composites].map(({ name, summary }) => [name, name, summary])
    expect(rows.map(([, name, folder, summary]) => [name, folder, summary])).toEqual(wanted)
  })

  it('shows a configuration that is valid', () => {
    const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(read('README.md')) ?? []
    expect(parseConfig(text, { path: 'README.md', metrics: metricNames }).models.map((model) => model.name)).toEqual(['churn'])
  })
})

describe('docs/dependencies.md', () => {
  it('has exactly the runtime dependencies of the packages, with who uses them and a reason', () => {
    const used = globSync('packages/*/package.json', { cwd: root }).flatMap((file) => {
      const { dependencies = {} } = JSON.parse(read(file)) as { readonly dependencies?: Readonly<Record<string, string>> }
      const owner = path.basename(path.dirname(file))
      return Object.keys(dependencies)
        .filter((name) => !name.startsWith('@seaworthy/'))
        .map((name) => ({ name, owner }))
    })
    const wanted = Object.entries(Object.groupBy(used, ({ name }) => name)).map(([name, all = []]) => [
      name,
      all
        .map(({ owner }) => owner)
        .toSorted()
        .join(', '),
    ])
    const rows = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` \| ([^|]+) \| (\S[^|]*) \|$/gm)]
    expect(rows.map(([, name, owners]) => [name, owners])).toEqual(wanted.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)))
  })
})
