import { comment, inferProperty, quoted } from './infer-property.ts'
import { type InferEvidence, type InferredColumn, type InferredFrom, noEvidence } from './inferred-from.ts'

export interface InferOptions {
  /** Of the contract and its one object. */
  readonly name: string
  /** Of the data, for people. */
  readonly path: string
  readonly evidence?: InferEvidence
}

/** The longest name that a contract takes. */
const maxName = 200

/**
 * A contract in ODCS v3.1 that these data keep, to be read and mended by a person. The rules of suggestion are those that Deequ made
 * known: complete where complete, the type as it is, unique from 100 values on, not negative where nothing was, few values as a set,
 * lengths and fixed forms of texts; the range of times and of numbers is only a comment. At least half of the rows are asked for as
 * a warning. Of personal columns no value appears, and `classification: pii` is proposed.
 */
export function inferContract(profile: InferredFrom, { name, path, evidence = noEvidence }: InferOptions): string {
  const named = profile.columns.filter(canBeNamed)
  const properties = named.flatMap((column) => inferProperty({ column, rows: profile.rows, evidence: evidence.columns.get(column.name) ?? null }))
  const lines = [
    `# Proposed from ${profile.rows} rows of ${comment(path)}. Each line says what it rests on: keep what must hold, drop what happened to.`,
    'apiVersion: v3.1.0',
    'kind: DataContract',
    `id: ${quoted(name)}`,
    'version: 0.1.0',
    'status: draft',
    'schema:',
    `  - name: ${quoted(name)}`,
    ...(properties.length === 0 ? [] : ['    properties:', ...properties.map((line) => `      ${line}`)]),
    ...profile.columns
      .filter((column) => !canBeNamed(column))
      .map((column) => `    # no contract can name the column ${comment(column.name) || '""'}`),
    '    quality:',
    `      - name: rows   # half of the ${profile.rows} that there are`,
    '        type: library',
    '        metric: rowCount',
    `        mustBeGreaterOrEqualTo: ${Math.floor(profile.rows / 2)}`,
    '        severity: warning',
  ]
  return `${lines.join('\n')}\n`
}

function canBeNamed({ name }: InferredColumn): boolean {
  return name.length > 0 && name.length <= maxName
}
