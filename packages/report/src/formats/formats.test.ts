import type { CheckResult } from '@seaworthy/record'
import { describe, expect, it } from 'vitest'
import { annotationsOf } from './annotations.ts'
import type { CheckedData } from './checked-data.ts'
import { escapeXml } from './escape-xml.ts'
import { renderJunit } from './junit.ts'
import { renderSarif } from './sarif.ts'

const check = (more: Partial<CheckResult> = {}): CheckResult => ({
  id: 'delay.range',
  kind: 'range',
  column: 'delay',
  severity: 'error',
  outcome: 'fail',
  expected: 'between -120 and 1200',
  observed: null,
  failed: 2,
  share: 0.01,
  samples: [{ row: 15, value: '-1116', file: 'data/a.csv', line: 17 }],
  message: null,
  line: 12,
  ...more,
})
const data = (...checks: CheckResult[]): CheckedData => ({ name: 'data/a.csv', contract: 'contracts/a.yaml', rows: 200, checks, personal: [] })

describe('renderJunit', () => {
  it('is a case for each check, with failures, errors and warnings told apart', () => {
    const text = renderJunit([
      data(
        check(),
        check({ id: 'ok', outcome: 'pass', failed: 0, samples: [] }),
        check({ id: 'open', outcome: 'error', message: 'no column', failed: 0, samples: [] }),
        check({ id: 'soft', severity: 'warning' }),
      ),
    ])
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="seaworthy" tests="4" failures="1" errors="1" skipped="0">
  <testsuite name="data/a.csv" tests="4" failures="1" errors="1" skipped="0">
    <testcase classname="delay" name="delay.range">
      <failure type="range" message="delay: between -120 and 1200: 2 rows fail (1.0%)">data/a.csv line 17 (row 15): -1116</failure>
    </testcase>
    <testcase classname="delay" name="ok"/>
    <testcase classname="delay" name="open">
      <error type="range" message="delay: between -120 and 1200: could not be decided: no column"></error>
    </testcase>
    <testcase classname="delay" name="soft">
      <system-out>warning: delay: between -120 and 1200: 2 rows fail (1.0%)&#10;data/a.csv line 17 (row 15): -1116</system-out>
    </testcase>
  </testsuite>
</testsuites>
`)
  })

  it('keeps hostile names from breaking out', () => {
    const text = renderJunit([data(check({ column: '"/><script>', id: ']]>\u0000\u202e', samples: [] }))])
    expect(text).toContain('classname="&#34;/&#62;&#60;script&#62;"')
    expect(text).toContain('name="]]&#62;\uFFFD\uFFFD"')
  })
})

describe('escapeXml', () => {
  it('replaces what no XML can hold', () => {
    expect(escapeXml('a\u0001\ud800b\uFFFF<&\n')).toBe('a\uFFFD\uFFFDb\uFFFD&#60;&#38;&#10;')
  })
})

describe('renderSarif', () => {
  it('places a finding at its line of the contract, and the rows at theirs', () => {
    const log = JSON.parse(renderSarif([data(check(), check({ outcome: 'pass' }))], { version: '1.2.3', informationUri: 'https://example.com' }))
    expect(log.version).toBe('2.1.0')
    expect(log.runs[0].tool.driver.rules).toEqual([{ id: 'range', shortDescription: { text: 'Check of kind range' } }])
    expect(log.runs[0].results).toEqual([
      {
        ruleId: 'range',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'delay: between -120 and 1200: 2 rows fail (1.0%). First: data/a.csv line 17 (row 15): -1116' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'contracts/a.yaml' }, region: { startLine: 12 } } }],
        relatedLocations: [
          { id: 1, physicalLocation: { artifactLocation: { uri: 'data/a.csv' }, region: { startLine: 17 } }, message: { text: 'fails here' } },
        ],
        partialFingerprints: { 'seaworthyCheck/v1': 'contracts/a.yaml#delay.range' },
      },
    ])
  })

  it('calls an undecided warning an error, and a failed one a warning', () => {
    const log = JSON.parse(
      renderSarif([data(check({ severity: 'warning' }), check({ severity: 'warning', outcome: 'error' }))], {
        version: '1',
        informationUri: 'https://e.com',
      }),
    )
    expect(log.runs[0].results.map(({ level }: { level: string }) => level)).toEqual(['warning', 'error'])
  })

  it('writes addresses that a space or a percent sign cannot break', () => {
    const log = JSON.parse(renderSarif([{ ...data(check()), contract: 'a b/100%.yaml' }], { version: '1', informationUri: 'https://e.com' }))
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('a%20b/100%25.yaml')
  })
})

describe('annotationsOf', () => {
  it('stands at the line of the contract and, for a file of the repository, at that of the data', () => {
    expect(annotationsOf([data(check())], (file) => file === 'data/a.csv')).toEqual([
      {
        level: 'error',
        title: 'delay.range',
        message: 'delay: between -120 and 1200: 2 rows fail (1.0%)\nFirst: data/a.csv line 17 (row 15): -1116',
        file: 'contracts/a.yaml',
        line: 12,
      },
      { level: 'error', title: 'delay.range', message: 'delay: between -120 and 1200: -1116', file: 'data/a.csv', line: 17 },
    ])
    expect(annotationsOf([data(check())], () => false)).toHaveLength(1)
  })

  it('sums up what GitHub would drop', () => {
    const many = Array.from({ length: 30 }, (_, at) => check({ id: `c${at}`, samples: [] }))
    const shown = annotationsOf([data(...many, check({ severity: 'warning', samples: [] }))], () => false)
    expect(shown.filter(({ level }) => level === 'error')).toHaveLength(10)
    expect(shown[9]).toMatchObject({ title: '21 more', file: null })
    expect(shown.filter(({ level }) => level === 'warning')).toHaveLength(1)
  })
})
