import type { CheckResult } from '@seaworthy/record'
import { type CheckedData, findingText, placesText } from './checked-data.ts'

const schema = 'https://json.schemastore.org/sarif-2.1.0.json'
/** GitHub shows no more results of one run. */
const maxResults = 5000
const maxPlaces = 10

export interface SarifOptions {
  readonly version: string
  readonly informationUri: string
}

/**
 * SARIF 2.1.0 (OASIS): one result for each check that did not pass, at its line of the contract; rows of text data that fail are
 * its related locations, with their lines. Levels are the severities; a check that could not be decided is an error of either.
 */
export function renderSarif(data: readonly CheckedData[], { version, informationUri }: SarifOptions): string {
  const failed = data.flatMap((one) => one.checks.filter(({ outcome }) => outcome !== 'pass').map((check) => ({ check, data: one })))
  const kinds = [...new Set(failed.map(({ check }) => check.kind))].toSorted()
  const driver = { name: 'seaworthy', version, informationUri, rules: kinds.map((id) => ({ id, shortDescription: { text: ruleText(id) } })) }
  const results = failed.slice(0, maxResults).map(({ check, data: one }) => result(check, { data: one, ruleIndex: kinds.indexOf(check.kind) }))
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [{ tool: { driver }, columnKind: 'unicodeCodePoints', results }] }, null, 2)}\n`
}

function ruleText(kind: string): string {
  return `Check of kind ${kind.replaceAll('_', ' ')}`
}

interface Place {
  readonly data: CheckedData
  readonly ruleIndex: number
}

function result(check: CheckResult, { data, ruleIndex }: Place) {
  const places = placesText(check, maxPlaces)
  const related = check.samples.flatMap(({ file, line }, id) =>
    file === null || !line ? [] : [{ id: id + 1, ...location(file, line), message: { text: 'fails here' } }],
  )
  return {
    ruleId: check.kind,
    ruleIndex,
    level: check.outcome === 'error' || check.severity === 'error' ? 'error' : 'warning',
    message: { text: places === '' ? findingText(check) : `${findingText(check)}. First: ${places}` },
    locations: [location(data.contract ?? data.name, check.line ?? 1)],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    // One check of one contract stays one alert, whatever rows fail today.
    partialFingerprints: { 'seaworthyCheck/v1': `${data.contract ?? ''}#${check.id}` },
  }
}

function location(file: string, line: number) {
  const uri = file.split('/').map(encodeURIComponent).join('/')
  return { physicalLocation: { artifactLocation: { uri }, region: { startLine: line } } }
}
