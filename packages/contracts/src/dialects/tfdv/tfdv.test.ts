import { describe, expect, it } from 'vitest'
import type { Check } from '../../check.ts'
import { ContractError } from '../../errors.ts'
import { parseContract } from '../../parse-contract.ts'

const flights = `# made by tfdv.infer_schema, then curated
feature {
  name: "carrier"
  type: BYTES
  domain: "carriers"
  presence { min_fraction: 1.0 min_count: 1 }
  value_count { min: 1 max: 1 }
  distribution_constraints { min_domain_mass: 0.9 }
  unique_constraints { min: 2 max: 20 }
  skew_comparator { infinity_norm { threshold: 0.01 } normalized_abs_difference { threshold: 0.5 } }
}
feature {
  name: "delay"
  type: INT
  int_domain { min: -120 max: 1200 }
  presence { min_fraction: 0.75 }
  drift_comparator { jensen_shannon_divergence { threshold: 0.1 source { type: QUANTILES } } }
}
feature {
  name: "fare"
  type: FLOAT
  float_domain { min: 0 disallow_nan: true disallow_inf: true }
  shape { dim { size: 1 } }
}
feature { name: "late" type: INT bool_domain {} presence { min_count: 3 } not_in_environment: "SERVING" }
feature { name: "answer" type: BYTES bool_domain { true_value: "yes" false_value: "no" } }
feature { name: "old" type: BYTES lifecycle_stage: ALPHA presence { min_fraction: 1 } not_in_environment: "SERVING" }
string_domain { name: "carriers" value: "AA" value: "UA" value: "WN" }
default_environment: "TRAINING"
default_environment: "SERVING"
dataset_constraints { min_examples_count: 10 max_examples_count: 1000 }
`

function brief(check: Check) {
  const { line, severity, id, kind, ...rest } = check
  return `${line} ${severity} ${id} ${kind} ${JSON.stringify(rest)}`
}
const rows = '"condition":{"operator":"equal","value":0,"unit":"rows"},"where":null'
function checksOf(feature: string) {
  const [object] = parseContract(`feature { name: "f" ${feature} }\nstring_domain { name: "d" value: "x" }`, 's.pbtxt').objects
  return object?.checks.filter(({ id }) => id !== 'columns').map(brief) ?? []
}
function problemsOf(text: string) {
  try {
    parseContract(text, 's.pbtxt')
  } catch (error) {
    if (error instanceof ContractError)
      return error.problems.map(({ code, message, line, hint }) => `${code} ${line} ${message}${hint === null ? '' : ` (${hint})`}`)
    throw error
  }
  return []
}
const problemsOfFeature = (feature: string) => problemsOf(`feature {\n name: "f"\n ${feature}\n}`)

describe('tfdv', () => {
  it('turns features into checks of columns', () => {
    const contract = parseContract(flights, 'contracts/flights.pbtxt')
    const [object] = contract.objects
    expect([contract.dialect, object?.name]).toEqual(['tfdv', 'flights'])
    expect(object?.columns.map(({ name, type, required, line }) => [name, type, required, line])).toEqual([
      ['carrier', 'string', true, 2],
      ['delay', 'integer', false, 12],
      ['fare', 'number', false, 19],
      ['late', 'integer', false, 25],
      ['answer', 'string', false, 26],
      ['old', 'string', false, 27],
    ])
    expect(object?.notes).toEqual([{ line: 27, column: 'old', text: 'nothing is checked of a feature that is ALPHA' }])
    expect(object?.checks.map(brief)).toEqual([
      '6 error carrier.present column_present {"column":"carrier","index":null}',
      '6 error carrier.min_count aggregate {"column":"carrier","measure":{"name":"value_count"},"where":null,"minimum":{"value":1,"exclusive":false},"maximum":null}',
      `6 error carrier.min_fraction not_null {"column":"carrier",${rows}}`,
      '4 error carrier.type type {"column":"carrier","type":"string","duckType":null}',
      '5 error carrier.domain in_set {"column":"carrier","condition":{"operator":"greater_or_equal","value":0.9,"unit":"passing"},"where":null,"values":["AA","UA","WN"]}',
      '9 error carrier.unique aggregate {"column":"carrier","measure":{"name":"distinct_count"},"where":null,"minimum":{"value":2,"exclusive":false},"maximum":{"value":20,"exclusive":false}}',
      '10 error carrier.skew drift {"column":"carrier","method":"l_infinity","threshold":0.01,"reference":{"kind":"profile"}}',
      '10 error carrier.skew.2 drift {"column":"carrier","method":"normalized_abs_difference","threshold":0.5,"reference":{"kind":"profile"}}',
      '16 error delay.present column_present {"column":"delay","index":null}',
      '16 error delay.min_count aggregate {"column":"delay","measure":{"name":"value_count"},"where":null,"minimum":{"value":1,"exclusive":false},"maximum":null}',
      '16 error delay.min_fraction aggregate {"column":"delay","measure":{"name":"value_share"},"where":null,"minimum":{"value":0.75,"exclusive":false},"maximum":null}',
      '14 error delay.type type {"column":"delay","type":"integer","duckType":null}',
      `15 error delay.range range {"column":"delay",${rows},"type":"integer","minimum":{"value":-120,"exclusive":false},"maximum":{"value":1200,"exclusive":false}}`,
      '17 error delay.drift drift {"column":"delay","method":"jensen_shannon","threshold":0.1,"reference":{"kind":"profile"}}',
      `23 error fare.shape not_null {"column":"fare",${rows}}`,
      '21 error fare.type type {"column":"fare","type":"number","duckType":null}',
      // JSON has no infinity: the filter compares with it, and the set holds both.
      '22 error fare.range range {"column":"fare","condition":{"operator":"equal","value":0,"unit":"rows"},"where":{"kind":"compare","column":"fare","operator":"<=","value":null},"type":"number","minimum":{"value":0,"exclusive":false},"maximum":null}',
      `22 error fare.nan finite {"column":"fare",${rows},"allow":"infinity"}`,
      `22 error fare.inf not_in_set {"column":"fare",${rows},"values":[null,null]}`,
      '25 error late.present column_present {"column":"late","index":null}',
      '25 error late.min_count aggregate {"column":"late","measure":{"name":"value_count"},"where":null,"minimum":{"value":3,"exclusive":false},"maximum":null}',
      '25 error late.type type {"column":"late","type":"integer","duckType":null}',
      `25 error late.domain in_set {"column":"late",${rows},"values":[0,1]}`,
      '26 error answer.type type {"column":"answer","type":"string","duckType":null}',
      `26 error answer.domain in_set {"column":"answer",${rows},"values":["yes","no"]}`,
      '1 error columns columns {"names":["carrier","delay","fare","late","answer","old"],"match":"subset"}',
      '31 error min_examples row_count {"condition":{"operator":"greater_or_equal","value":10,"unit":"rows"}}',
      '31 error max_examples row_count {"condition":{"operator":"less_or_equal","value":1000,"unit":"rows"}}',
    ])
  })

  it('compares with infinity itself', () => {
    const checks = parseContract(flights, 'flights.pbtxt').objects[0]?.checks ?? []
    expect(checks.find(({ id }) => id === 'fare.range')).toMatchObject({
      where: { kind: 'compare', column: 'fare', operator: '<=', value: Infinity },
    })
    expect(checks.find(({ id }) => id === 'fare.inf')).toMatchObject({ values: [Infinity, -Infinity] })
  })

  it('makes an object of each environment, without the features that it has not', () => {
    const { objects } = parseContract(flights, 'flights.pbtxt')
    expect(objects.map(({ name, columns }) => [name, columns.length])).toEqual([
      ['flights', 6],
      ['TRAINING', 6],
      ['SERVING', 5],
    ])
    const serving = objects[2]
    // Of "old" nothing is checked, so it may be there all the same.
    expect(serving?.checks.find(({ id }) => id === 'columns')).toMatchObject({ names: ['carrier', 'delay', 'fare', 'answer', 'old'] })
    expect(serving?.checks.filter(({ id }) => id.startsWith('late.'))).toEqual([])
  })

  it('takes a feature for present by default, and in an environment that it names', () => {
    const text = (more: string) => `feature { name: "f" type: INT ${more} }\nfeature { name: "g" type: INT }\ndefault_environment: ["A", "B"]`
    const columns = (more: string) => parseContract(text(more), 's.pbtxt').objects.map((object) => object.columns.length)
    expect(columns('')).toEqual([2, 2, 2])
    expect(columns('in_environment: "A"')).toEqual([2, 2, 2])
    expect(columns('not_in_environment: "A"')).toEqual([2, 1, 2])
  })

  it('asks for nothing where a feature may be missing', () =>
    expect(checksOf('type: INT presence { min_count: 0 } value_count { min: 1 }')).toEqual([
      '1 error f.type type {"column":"f","type":"integer","duckType":null}',
    ]))

  it('reads texts as numbers where their domain is one of numbers', () => {
    const [, number, range] = checksOf('type: BYTES int_domain { max: 9 }')
    expect(number).toContain('f.number pattern')
    expect(range).toBe(
      `1 error f.range expression {${rows},"sql":"try_cast(trim(\\"f\\") as HUGEINT) between -9223372036854775808::HUGEINT and 9::HUGEINT"}`,
    )
    const floats = checksOf('type: BYTES float_domain { min: 0.5 disallow_nan: true disallow_inf: true }')
    expect(floats.map((check) => check.split(' ').slice(2, 4).join(' '))).toEqual([
      'f.type type',
      'f.number pattern',
      'f.range expression',
      'f.nan expression',
      'f.inf expression',
    ])
  })

  it('keeps ends of 64 bits exact', () =>
    expect(checksOf('type: INT int_domain { min: -9223372036854775808 }')[1]).toContain(
      '"minimum":{"value":"-9223372036854775808","exclusive":false}',
    ))

  it.each([
    ['type: BYTES url_domain {}', `1 error f.domain format {"column":"f",${rows},"format":"uri"}`],
    [
      'type: BYTES mid_domain {}',
      `1 error f.domain pattern {"column":"f",${rows},"patterns":[{"source":"^/[mg]/[0-9a-z_]+$","re2":"^/[mg]/[0-9a-z_]+$","javascript":"^/[mg]/[0-9a-z_]+$"}],"match":"all"}`,
    ],
    ['type: BYTES time_domain { string_format: "%Y-%m-%d" }', `1 error f.domain strptime {"column":"f",${rows},"format":"%Y-%m-%d"}`],
    ['type: BYTES image_domain { max_image_byte_size: 9 }', `1 error f.size length {"column":"f",${rows},"unit":"bytes","minimum":null,"maximum":9}`],
    ['type: BYTES string_domain { value: "x" }', `1 error f.domain in_set {"column":"f",${rows},"values":["x"]}`],
    ['type: FLOAT bool_domain {}', `1 error f.domain in_set {"column":"f",${rows},"values":[0,1]}`],
  ])('holds values to the domain of %s', (feature, check) => expect(checksOf(feature)[1]).toBe(check))

  it.each([
    'type: INT time_domain { integer_format: UNIX_SECONDS }',
    'type: BYTES natural_language_domain {}',
    'type: INT int_domain { is_categorical: true }',
    'type: FLOAT float_domain { is_embedding: true embedding_dim: 3 }',
  ])('asks no more than the type of %s', (feature) => expect(checksOf(feature)).toHaveLength(1))

  it('reads what describes and checks nothing', () =>
    expect(
      problemsOf(`annotation { tag: "a" comment: "b" extra_metadata { [type.googleapis.com/x] { y: 1 } } }
represent_variable_length_as_ragged: true
tensor_representation_group { key: "" value { tensor_representation { key: "x" value { dense_tensor { column_name: "f" } } } } }
feature { name: "f" type: INT annotation { comment: "c" } sequence_metadata { joint_group: "g" } }`),
    ).toEqual([]))

  it.each([
    [
      'nam: "x"',
      'UNKNOWN_KEY 3 unknown field "nam" in Feature (did you mean "name"?)',
      'MISSING_KEY 1 "type" is missing (known are: BYTES, INT, FLOAT)',
    ],
    ['type: STRUCT', 'UNSUPPORTED_CHECK 3 type STRUCT cannot be checked (known are: BYTES, INT, FLOAT)'],
    ['type: INT domain: "d"', 'INVALID_VALUE 3 "domain" does not fit the type INT (it is for features of type BYTES)'],
    ['type: BYTES domain: "d"', 'INVALID_VALUE 3 no string_domain is called "d" (the schema has none)'],
    ['type: BYTES string_domain {}', 'INVALID_VALUE 3 a string_domain without values'],
    ['type: BYTES string_domain { value: "x" value: "x" }', 'INVALID_VALUE 3 "x" is listed twice'],
    [
      'type: INT distribution_constraints { min_domain_mass: 0.5 }',
      'INVALID_VALUE 3 "distribution_constraints" are for features with a domain or string_domain',
    ],
    [
      'type: BYTES string_domain { value: "x" } distribution_constraints { min_domain_mass: 90 }',
      'INVALID_VALUE 3 "min_domain_mass" is within 0 and 1',
    ],
    ['type: INT int_domain { min: 3 max: 2 }', 'INVALID_VALUE 3 "min" exceeds "max"'],
    ['type: FLOAT float_domain { min: nan }', 'INVALID_VALUE 3 "min" is a number, not nan'],
    ['type: BYTES bool_domain {}', 'MISSING_KEY 3 texts need a true_value or a false_value'],
    ['type: INT bool_domain { true_value: "1" }', 'INVALID_VALUE 3 true_value and false_value have no effect: INT values are 0 and 1'],
    ['type: BYTES bool_domain { true_value: "1" false_value: "1" }', 'INVALID_VALUE 3 true_value and false_value are the same'],
    [
      'type: FLOAT unique_constraints { min: 1 }',
      'INVALID_VALUE 3 distinct values are counted of texts and categories (unique_constraints are for BYTES and for domains with is_categorical)',
    ],
    ['type: BYTES unique_constraints {}', 'MISSING_KEY 3 "unique_constraints" needs a min or a max'],
    ['type: INT presence { min_fraction: 1.5 }', 'INVALID_VALUE 3 "presence": min_fraction is within 0 and 1'],
    [
      'type: INT value_count { min: 2 }',
      'UNSUPPORTED_CHECK 3 "value_count": a row of a table has one value of a feature (features of several values cannot be checked: leave the feature out)',
    ],
    [
      'type: INT shape { dim { size: 3 } }',
      'UNSUPPORTED_CHECK 3 "shape": a row of a table has one value of a feature (features of several values cannot be checked: leave the feature out)',
    ],
    ['type: INT value_counts {}', 'UNSUPPORTED_CHECK 3 "value_counts" cannot be checked: a table has no nested values (leave it out)'],
    ['type: BYTES time_of_day_domain {}', 'UNSUPPORTED_CHECK 3 "time_of_day_domain" cannot be checked: TFDV has no check of it (leave it out)'],
    [
      'type: BYTES natural_language_domain { vocabulary: "v" }',
      'UNSUPPORTED_CHECK 3 "vocabulary" of a natural_language_domain cannot be checked (leave it out)',
    ],
    [
      'type: BYTES image_domain { minimum_supported_image_fraction: 1 }',
      'UNSUPPORTED_CHECK 3 "minimum_supported_image_fraction" cannot be checked (leave it out)',
    ],
    ['type: INT time_domain { string_format: "%Y" }', 'INVALID_VALUE 3 string_format is for features of type BYTES'],
    ['type: BYTES time_domain { integer_format: UNIX_DAYS }', 'INVALID_VALUE 3 integer_format is for features of type INT'],
    ['type: INT time_domain {}', 'MISSING_KEY 3 "time_domain" needs a string_format or an integer_format'],
    ['type: INT drift_comparator {}', 'MISSING_KEY 3 "drift_comparator" compares nothing'],
    ['type: BYTES drift_comparator { infinity_norm {} }', 'MISSING_KEY 3 "infinity_norm" needs a threshold'],
    ['type: BYTES drift_comparator { infinity_norm { threshold: 2 } }', 'INVALID_VALUE 3 "infinity_norm": a threshold is within 0 and 1'],
    [
      'type: FLOAT skew_comparator { infinity_norm { threshold: 0.1 } }',
      'INVALID_VALUE 3 "infinity_norm" compares texts and categories: it has no effect on FLOAT',
    ],
    [
      'type: BYTES skew_comparator { jensen_shannon_divergence { threshold: 0.1 } }',
      'INVALID_VALUE 3 "jensen_shannon_divergence" compares numbers: it has no effect on BYTES',
    ],
    ['type: INT not_in_environment: "SERVIN"', 'INVALID_VALUE 3 no default_environment is called "SERVIN" (add it as a default_environment)'],
  ])('refuses %s', (feature, ...problems) => expect(problemsOfFeature(feature).toSorted()).toEqual(problems.toSorted()))

  const good = 'feature { name: "f" type: INT }\n'
  it.each([
    ['a feature twice', `${good}feature { name: "F" type: INT }`, 'DUPLICATE_NAME 2 the feature "F" is described twice'],
    [
      'a domain twice',
      `${good}string_domain { name: "d" value: "x" }\nstring_domain { name: "d" value: "x" }`,
      'DUPLICATE_NAME 3 the string_domain "d" is described twice',
    ],
    ['a domain without a name', `${good}string_domain { value: "x" }`, 'MISSING_KEY 2 a string_domain of the schema needs a name'],
    ['an environment twice', `${good}default_environment: "A"\ndefault_environment: "A"`, 'DUPLICATE_NAME 3 the object "A" is described twice'],
    [
      'sparse features',
      `${good}sparse_feature { name: "s" }`,
      'UNSUPPORTED_CHECK 2 "sparse_feature" cannot be checked: a row of a table has one value of a feature (leave it out)',
    ],
    [
      'domains of numbers at the top',
      `${good}int_domain { name: "d" }`,
      'UNSUPPORTED_CHECK 2 "int_domain" cannot be checked: TFDV does not read it at the top: write it into the feature (leave it out)',
    ],
    [
      'a comparison of row counts',
      `${good}dataset_constraints { num_examples_drift_comparator { min_fraction_threshold: 0.5 } }`,
      'UNSUPPORTED_CHECK 2 "num_examples_drift_comparator" cannot be checked: the number of rows is not compared with a reference (leave it out)',
    ],
    ['a misspelt field of the schema', `${good}featur { name: "g" }`, 'UNKNOWN_KEY 2 unknown field "featur" in Schema (did you mean "feature"?)'],
    ['a file without features', 'string_domain { name: "d" value: "x" }', 'MISSING_KEY 1 a schema without a feature has nothing to check'],
    ['a message that does not end', 'feature {\n name: "f"', 'CONTRACT_UNREADABLE 1 "}" is missing: the message that begins here does not end'],
  ])('refuses %s', (_, text, problem) => expect(new Set(problemsOf(text))).toEqual(new Set([problem])))
})
