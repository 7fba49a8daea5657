import { describe, expect, it } from 'vitest'
import { describeCheck } from '../../describe-check.ts'
import { checksOf, codesOf, head, problemsOf, property, rules } from './fixtures/contract-text.ts'

const rows = { unit: 'rows' } as const
const quality = (rule: string) => checksOf(property(`quality: [${rule}]`)).slice(1)

describe('a quality rule', () => {
  it.each([
    ['mustBe: 3', { operator: 'equal', value: 3 }],
    ['mustNotBe: 3', { operator: 'not_equal', value: 3 }],
    ['mustBeGreaterThan: 3', { operator: 'greater', value: 3 }],
    ['mustBeGreaterOrEqualTo: 3', { operator: 'greater_or_equal', value: 3 }],
    ['mustBeLessThan: 3.5', { operator: 'less', value: 3.5 }],
    ['mustBeLessOrEqualTo: 3', { operator: 'less_or_equal', value: 3 }],
    ['mustBeBetween: [1, 2]', { operator: 'between', low: 1, high: 2 }],
    ['mustNotBeBetween: [1, 2]', { operator: 'not_between', low: 1, high: 2 }],
  ])('reads %s', (operator, condition) =>
    expect(quality(`{ metric: nullValues, ${operator} }`)).toMatchObject([{ kind: 'null_count', condition: { ...condition, ...rows } }]),
  )

  it('of several operators is a check of each', () =>
    expect(quality('{ metric: nullValues, mustBeGreaterThan: 1, mustBeLessThan: 5 }').map((check) => `${check.id}: ${describeCheck(check)}`)).toEqual(
      ['a.nulls: nulls: more than 1', 'a.nulls.2: nulls: less than 5'],
    ))

  it('counts a null as missing, listed or not', () =>
    expect(quality("{ metric: missingValues, arguments: { missingValues: [null, '', n/a, ''] }, mustBeLessThan: 1, unit: percent }")).toEqual([
      {
        kind: 'null_count',
        id: 'a.missing',
        severity: 'error',
        line: 10,
        column: 'a',
        missing: ['', 'n/a'],
        condition: { operator: 'less', value: 1, unit: 'percent' },
        where: null,
      },
    ]))

  it('finds patterns anywhere in a value', () =>
    expect(quality("{ metric: invalidValues, arguments: { pattern: '[0-9]' }, mustBe: 0 }")).toMatchObject([
      { kind: 'pattern', id: 'a.valid', patterns: [{ source: '[0-9]', re2: '[0-9]', javascript: '[0-9]' }], match: 'all' },
    ]))

  it('compares the columns that it names, by their names in the data', () =>
    expect(checksOf(rules('{ metric: duplicateValues, arguments: { properties: [b, a] }, mustBe: 0 }'), 'duplicates')).toMatchObject([
      { columns: ['B', 'a'], count: 'repeats' },
    ]))

  it('has the id that it is given, else its name', () =>
    expect(
      quality('{ id: x1, name: n, metric: nullValues, mustBe: 0 }, { name: not so many!, metric: nullValues, mustBe: 0 }').map(({ id }) => id),
    ).toEqual(['x1', 'not_so_many_']))

  it('reads the names of v3.0, where no operator means none', () => {
    const text = property(
      'quality:\n  - { rule: nullCheck }\n  - { rule: validValues, validValues: [x] }\n  - { rule: duplicateCount, mustBeLessThan: 10 }',
    )
    expect(
      checksOf(text.replace('v3.1.0', 'v3.0.2'))
        .slice(1)
        .map((check) => `${check.id}: ${describeCheck(check)}`),
    ).toEqual(['a.nulls: nulls: 0', 'a.valid: one of "x"', 'a.duplicates: duplicates of a: less than 10'])
  })

  it('fills the placeholders of a query with quoted names and drops its semicolon', () =>
    expect(quality(`{ type: sql, query: "SELECT COUNT(*) FROM {object} WHERE \${column} < 0;", mustBe: 0 }`)).toEqual([
      {
        kind: 'sql',
        id: 'a.sql',
        severity: 'error',
        line: 10,
        column: 'a',
        query: 'SELECT COUNT(*) FROM "t" WHERE "a" < 0',
        condition: { operator: 'equal', value: 0, unit: 'rows' },
      },
    ]))

  it('takes the truth value of a query for 1 or 0', () =>
    expect(quality('{ query: select true, mustBe: true }, { query: select true, mustNotBe: false }')).toMatchObject([
      { kind: 'sql', condition: { operator: 'equal', value: 1 } },
      { kind: 'sql', condition: { operator: 'not_equal', value: 0 } },
    ]))

  it('accepts a semicolon inside a text of a query', () =>
    expect(codesOf(property(`quality: [{ type: sql, query: "select count(*) from \${object} where a = ';'", mustBe: 0 }]`))).toEqual([]))

  it('takes what only describes', () =>
    expect(
      quality(
        '{ metric: nullValues, mustBe: 0, dimension: completeness, method: m, businessImpact: operational, schedule: 0 20 * * *, scheduler: cron, tags: [x], description: d, authoritativeDefinitions: [], customProperties: [{ property: FIELD_NAME, value: }] }',
      ).length,
    ).toBe(1))

  it.each([
    ['without an operator', '{ metric: nullValues }', 'MISSING_KEY'],
    ['without a metric', '{ mustBe: 0 }', 'MISSING_KEY'],
    ['with both names of a metric', '{ metric: nullValues, rule: nullCheck, mustBe: 0 }', 'INVALID_VALUE'],
    ['of an unknown metric', '{ metric: nullValue, mustBe: 0 }', 'UNKNOWN_CHECK'],
    ['of an unknown type', '{ type: libary, metric: nullValues, mustBe: 0 }', 'UNKNOWN_CHECK'],
    ['with an unknown severity', '{ metric: nullValues, mustBe: 0, severity: high }', 'INVALID_VALUE'],
    ['with an unknown unit', '{ metric: nullValues, mustBe: 0, unit: share }', 'INVALID_VALUE'],
    ['with a text for a number', "{ metric: nullValues, mustBe: '0' }", 'INVALID_VALUE'],
    ['with no number', '{ metric: nullValues, mustBeLessThan: .nan }', 'INVALID_VALUE'],
    ['with a truth value for a number', '{ metric: nullValues, mustBe: true }', 'INVALID_VALUE'],
    ['with ends upside down', '{ metric: nullValues, mustBeBetween: [3, 2] }', 'INVALID_VALUE'],
    ['of rows under a property', '{ metric: rowCount, mustBe: 3 }', 'INVALID_VALUE'],
    ['of invalid values without values', '{ metric: invalidValues, mustBe: 0 }', 'MISSING_KEY'],
    ['of invalid values in two ways', '{ metric: invalidValues, arguments: { validValues: [x], pattern: x }, mustBe: 0 }', 'MISSING_KEY'],
    ['with values given twice', '{ metric: invalidValues, validValues: [x], arguments: { validValues: [x] }, mustBe: 0 }', 'INVALID_VALUE'],
    ['of missing values without any', '{ metric: missingValues, mustBe: 0 }', 'MISSING_KEY'],
    ['with arguments of another metric', '{ metric: nullValues, mustBe: 0, arguments: { pattern: x } }', 'INVALID_VALUE'],
    ['with an unknown argument', '{ metric: invalidValues, mustBe: 0, arguments: { patern: x } }', 'UNKNOWN_KEY'],
    ['with a query beside a metric', '{ metric: nullValues, mustBe: 0, query: select 1 }', 'INVALID_VALUE'],
    ['of type text that would check', '{ type: text, description: d, mustBe: 0 }', 'INVALID_VALUE'],
    ['of type text that says nothing', '{ type: text }', 'MISSING_KEY'],
    ['of a statement that is no SELECT', '{ type: sql, query: drop table t, mustBe: 0 }', 'SQL_INVALID'],
    ['of two statements', "{ type: sql, query: 'select 1; select 2', mustBe: 0 }", 'SQL_INVALID'],
    ['with an unknown placeholder', `{ type: sql, query: 'select 1 from \${objekt}', mustBe: 0 }`, 'SQL_INVALID'],
    ['of a query without an operator', "{ type: sql, query: 'select 1' }", 'MISSING_KEY'],
    ['of a query in percent', "{ type: sql, query: 'select 1', mustBe: 0, unit: percent }", 'INVALID_VALUE'],
    ['of type sql without a query', '{ type: sql, mustBe: 0 }', 'MISSING_KEY'],
    ['with a property of ours', '{ metric: nullValues, mustBe: 0, customProperties: [{ property: seaworthyX, value: 1 }] }', 'UNKNOWN_KEY'],
  ])('is refused %s', (_, rule, code) => expect(codesOf(property(`quality: [${rule}]`))).toEqual([code]))

  it.each([
    ['of values', '{ metric: nullValues, mustBe: 0 }', 'INVALID_VALUE'],
    ['of rows in percent', '{ metric: rowCount, mustBe: 0, unit: percent }', 'INVALID_VALUE'],
    ['of a column that does not exist', '{ metric: duplicateValues, arguments: { properties: [B] }, mustBe: 0 }', 'UNKNOWN_COLUMN'],
    ['with the placeholder of a column', "{ query: 'select max({column}) from {object}', mustBe: 0 }", 'SQL_INVALID'],
  ])('of an object is refused %s', (_, rule, code) => expect(codesOf(rules(rule))).toEqual([code]))

  it('tells whom it may mean by info', () =>
    expect(problemsOf(rules('{ metric: rowCount, mustBe: 0, severity: info }'))).toMatchObject([
      { code: 'INVALID_VALUE', hint: 'a rule that only informs is of type text; a check is an error or a warning' },
    ]))
})

describe('a custom rule', () => {
  const own = (implementation: string, more = '') => rules(`{ type: custom, engine: seaworthy, ${more}implementation: ${implementation} }`)

  it('is a check in our own words, with the names of the contract', () =>
    expect(checksOf(own('{ check: compare, left: a, operator: "<", right: b, mostly: 0.9 }', 'severity: warning, ')).at(-1)).toEqual({
      kind: 'compare',
      id: 'compare',
      severity: 'warning',
      line: 10,
      left: 'a',
      operator: '<',
      right: 'B',
      ignore: 'any_null',
      condition: { operator: 'greater_or_equal', value: 0.9, unit: 'passing' },
      where: null,
    }))

  it('may be an expectation of Great Expectations, or several', () => {
    const rule = (more: string) =>
      property(
        `quality: [{ ${more}type: custom, engine: great-expectations, implementation: [{ type: expect_column_values_to_not_be_null, kwargs: { mostly: 0.9 }, severity: warning }] }]`,
      )
    const check = { kind: 'not_null', id: 'a.not_be_null', line: 10, column: 'a', where: null }
    const condition = { operator: 'greater_or_equal', value: 0.9, unit: 'passing' }
    expect(checksOf(rule('')).slice(1)).toEqual([{ ...check, condition, severity: 'warning' }])
    expect(checksOf(rule('severity: error, id: n, ')).slice(1)).toEqual([{ ...check, condition, severity: 'error', id: 'n' }])
    expect(codesOf(rule('').replace('to_not_be_null', 'to_not_be_nul'))).toEqual(['UNKNOWN_CHECK'])
  })

  it('may be several, and text in YAML, whose line is that of the rule', () => {
    const text = rules(
      'name: both\ntype: custom\nengine: Seaworthy\nimplementation: |\n  - { check: ordered, column: a }\n  - check: complete\n    columns: [a, b]',
    )
    expect(
      checksOf(text)
        .slice(2)
        .map(({ id, kind, line }) => [id, kind, line]),
    ).toEqual([
      ['both', 'ordered', 10],
      ['both.2', 'complete', 10],
    ])
  })

  it('may refer to other objects of the contract', () => {
    const rule = '{ type: custom, engine: seaworthy, implementation: { check: foreign_key, column: a, table: u, references: [id] } }'
    const text = `${head}schema:
  - { name: t, properties: [{ name: a, quality: [${rule.replace('column: a, ', '')}] }] }
  - { name: u, properties: [{ name: id, physicalName: ID }] }
`
    expect(checksOf(text, 'foreign_key')).toMatchObject([{ columns: ['a'], table: 'u', references: ['ID'] }])
    expect([codesOf(text.replace('table: u', 'table: v')), codesOf(text.replace('[id]', '[idd]'))]).toEqual([['UNKNOWN_OBJECT'], ['UNKNOWN_COLUMN']])
  })

  it.each([
    ['of an unknown check', own('{ check: complet, columns: [a] }'), 'UNKNOWN_CHECK'],
    ['of text that is no YAML', own("'['"), 'CONTRACT_UNREADABLE'],
    ['of text that is no check', own("'x'"), 'INVALID_VALUE'],
    ['without an engine', rules('{ type: custom, implementation: x }'), 'MISSING_KEY'],
    ['without an implementation', rules('{ type: custom, engine: seaworthy }'), 'MISSING_KEY'],
    ['with operators', own('{ check: ordered, column: a }', 'mustBe: 0, '), 'INVALID_VALUE'],
  ])('is refused %s', (_, text, code) => expect(codesOf(text)).toEqual([code]))

  it.each([
    ['soda', 'known are: seaworthy, greatExpectations; or say it with a library or sql rule'],
    ['seaworty', 'did you mean "seaworthy"?; or say it with a library or sql rule'],
    ['constructor', 'known are: seaworthy, greatExpectations; or say it with a library or sql rule'],
  ])('of the engine %s is refused by its name', (engine, hint) =>
    expect(problemsOf(rules(`{ type: custom, engine: ${engine}, implementation: x }`))).toMatchObject([{ code: 'UNSUPPORTED_CHECK', hint }]),
  )
})
