// What a person can get wrong without GitHub, through the real command: each is refused by a code, with place and remedy, and nothing is made.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyProject, type Project, type Said, tinyProject } from './tiny-project.ts'

interface BadInput {
  readonly change?: (project: Project) => void
  /** Writes the lock again after the change, for data that the lock would refuse first. */
  readonly locked?: true
  /** Default: `run`. */
  readonly args?: readonly string[]
  readonly exit: 1 | 2 | 3
  readonly code: string
  /** Parts of what standard error says: the place, and what helps. */
  readonly says: readonly string[]
}

let tiny: Project
let trained: Project

beforeAll(async () => {
  tiny = await tinyProject()
  trained = tiny.copy()
  for (const stage of ['plan', 'validate', 'train']) expect((await trained.seaworthy([stage])).exitCode).toBe(0)
})
afterAll(() => {
  for (const project of [tiny, trained]) project[Symbol.dispose]()
})

async function refusal(from: Project, { change, locked, args = ['run'], exit, code, says }: BadInput): Promise<void> {
  using project = from.copy()
  change?.(project)
  if (locked) expect(await project.seaworthy(['lock'])).toMatchObject({ exitCode: 0 })
  const said = await project.seaworthy([...args, '--format', 'json'])
  expect({ exit: said.exitCode, code: codeIn(said), stdout: said.stdout }, said.stderr).toEqual({ exit, code, stdout: '' })
  for (const part of says) expect(said.stderr).toContain(part)
  expect(said.stderr).not.toMatch(/^\s+at .*packages\/app/m)
  expect(existsSync(path.join(project.path, '.seaworthy/tiny/evaluate/section.json'))).toBe(false)
  expect(project.git('tag')).toBe('')
}

function codeIn({ stderr }: Said): string | null {
  return /^✗ ([A-Z_]+) {2}/m.exec(stderr)?.[1] ?? null
}

function refuses(from: () => Project, cases: Readonly<Record<string, BadInput>>): void {
  it.concurrent.each(Object.entries(cases))('%s', (_, bad) => refusal(from(), bad))
}

const edit = (file: string, from: string, to: string) => (project: Project) => project.edit(file, from, to)
const write = (file: string, content: string | Uint8Array) => (project: Project) => project.write({ [file]: content })
const remove = (file: string) => (project: Project) => project.remove(file)

describe('a configuration', () => {
  refuses(() => tiny, {
    'that is missing': { change: remove('seaworthy.yml'), exit: 2, code: 'CONFIG_MISSING', says: ['seaworthy.yml', 'seaworthy init'] },
    'that is empty': { change: write('seaworthy.yml', ''), exit: 2, code: 'CONFIG_EMPTY', says: ['seaworthy.yml:1:1', 'seaworthy init'] },
    'that is no YAML': {
      change: write('seaworthy.yml', 'version: 1\nmodels: ['),
      exit: 2,
      code: 'CONFIG_UNREADABLE',
      says: ['seaworthy.yml:2:', 'mend it at the place'],
    },
    'that is no text': {
      change: write('seaworthy.yml', Uint8Array.of(0xff, 0xfe, 0, 1)),
      exit: 2,
      code: 'CONFIG_UNREADABLE',
      says: ['seaworthy.yml is not UTF-8', '→ save it as UTF-8'],
    },
    'with several unknown keys, all told at once': {
      change: (project) => {
        project.edit('seaworthy.yml', 'timeout: 2m', 'timeuot: 2m')
        project.edit('seaworthy.yml', 'on_merge:', 'on_merg:')
      },
      exit: 2,
      code: 'UNKNOWN_KEY',
      says: ['2 problems:', 'seaworthy.yml:20:7 unknown key "timeuot"', 'did you mean "timeout"?', 'seaworthy.yml:30:7 unknown key "on_merg"'],
    },
    'with an unknown metric': {
      change: edit('seaworthy.yml', 'brier, acc', 'brrier, acc'),
      exit: 2,
      code: 'UNKNOWN_METRIC',
      says: ['seaworthy.yml:24:', '"brrier"', 'did you mean "brier"?'],
    },
    'with an unknown stage': {
      change: edit('seaworthy.yml', 'on_merge: production', 'on_merge: prodution'),
      exit: 2,
      code: 'UNKNOWN_STAGE',
      says: ['seaworthy.yml:30:', 'did you mean "production"?'],
    },
  })
})

describe('a name on the command line', () => {
  refuses(() => tiny, {
    'of no model, for the whole line': { args: ['run', '--model', 'tny'], exit: 2, code: 'MODEL_UNKNOWN', says: ['"tny"', '→ it has: tiny'] },
    'of no model, for one stage': { args: ['validate', '--model', 'tny'], exit: 2, code: 'MODEL_UNKNOWN', says: ['"tny"', '→ it has: tiny'] },
    'of no metric': {
      change: write('p.csv', 'id,label,score\n1,0,0.2\n2,1,0.7\n'),
      args: ['compare', 'p.csv', 'p.csv', '--metrics', 'auc'],
      exit: 2,
      code: 'UNKNOWN_METRIC',
      says: ['"auc"', 'roc_auc'],
    },
    'of no stage': {
      args: ['deploy', '--stage', 'prodution'],
      exit: 2,
      code: 'NO_DEPLOYMENT_DECLARED',
      says: ['"prodution"', '→ the stages with one are: production'],
    },
    'that is no command': { args: ['evalute'], exit: 2, code: 'USAGE', says: ["unknown command 'evalute'", '→ did you mean evaluate?'] },
    'that is no option': { args: ['run', '--modle', 'tiny'], exit: 2, code: 'USAGE', says: ["unknown option '--modle'", '→ did you mean --model?'] },
    'that needs GitHub, where there is none': { args: ['pull'], exit: 3, code: 'GITHUB_REQUIRED', says: ['no token', '→ set GITHUB_TOKEN'] },
  })
})

describe('data', () => {
  const april = 'data/2024-04.csv'
  refuses(() => tiny, {
    'that no lock names': { change: remove('seaworthy.lock'), exit: 2, code: 'SOURCE_NOT_LOCKED', says: ['data/2024-*.csv', '→ run seaworthy lock'] },
    'of an empty lock': { change: write('seaworthy.lock', ''), exit: 2, code: 'LOCK_EMPTY', says: ['seaworthy.lock:1:1', 'seaworthy lock'] },
    'of a lock that is no YAML': { change: write('seaworthy.lock', 'a: ['), exit: 2, code: 'LOCK_UNREADABLE', says: ['seaworthy.lock:1:'] },
    'that are missing': { change: remove(april), exit: 3, code: 'DATA_MISSING', says: [april, '→ fetch the data first'] },
    'that are empty where the lock knows more': {
      change: write(april, ''),
      exit: 3,
      code: 'DATA_CHANGED',
      says: [april, 'seaworthy.lock says', '→ data files'],
    },
    'that stop in the middle': {
      change: (project) => project.write({ [april]: project.read(april).slice(0, 30_000) }),
      exit: 3,
      code: 'DATA_CHANGED',
      says: [april, '→ data files are immutable: restore it'],
    },
    'that are those of another month': {
      change: (project) => project.write({ [april]: project.read('data/2024-01.csv') }),
      exit: 3,
      code: 'DATA_CHANGED',
      says: [`${april} has digest sha256:59766d42`, 'seaworthy.lock says sha256:a12a30ed'],
    },
    'that are empty when they are locked': { change: write(april, ''), args: ['lock'], exit: 3, code: 'DATA_EMPTY', says: [april] },
    'with a torn line when they are checked': {
      change: (project) => project.write({ [april]: `${project.read(april).slice(0, 30_000)}\n"` }),
      args: ['check', april, '--contract', 'contracts/rows.odcs.yaml'],
      exit: 3,
      code: 'CSV_RAGGED',
      says: [`${april} line 859`, 'give every record one value for each column'],
    },
    'that are no Parquet when they are checked': {
      change: write('data/x.parquet', 'PAR1 and no more'),
      args: ['check', 'data/x.parquet', '--contract', 'contracts/rows.odcs.yaml'],
      exit: 3,
      code: 'DATA_TRUNCATED',
      says: ['data/x.parquet'],
    },
    'that are not there when they are checked': {
      args: ['check', 'data/nope.csv', '--contract', 'contracts/rows.odcs.yaml'],
      exit: 3,
      code: 'FILE_UNREADABLE',
      says: ['data/nope.csv', '→ '],
    },
    'whose label is NaN, under a contract': {
      change: edit(april, ',0\n', ',NaN\n'),
      locked: true,
      exit: 1,
      code: 'DATA_BLOCKED',
      says: ['late.', '→ mend the data or the contract first'],
    },
    'whose label is missing, without a contract': {
      change: (project) => {
        project.edit('seaworthy.yml', ' contract: contracts/rows.odcs.yaml,', '')
        project.write({ [april]: project.read(april).replace(/,[01]\n/, ',\n') })
      },
      locked: true,
      exit: 3,
      code: 'LABEL_INVALID',
      says: ['row 0 of the test window has no label in "late"', '→ rows without a label cannot be judged'],
    },
  })
})

describe('a contract', () => {
  const file = 'contracts/rows.odcs.yaml'
  refuses(() => tiny, {
    'that is missing': { change: remove(file), exit: 3, code: 'DATA_MISSING', says: [file, '→ commit it'] },
    'that is no YAML': { change: write(file, 'kind: ['), exit: 2, code: 'CONTRACT_UNREADABLE', says: [`${file}:1:`, '→ mend it'] },
    'that is no text': { change: write(file, Uint8Array.of(0xff, 0xfe)), exit: 2, code: 'CONTRACT_UNREADABLE', says: [file, '→ save it as UTF-8'] },
    'with an unknown type, at each of its places': {
      change: edit(file, 'logicalType: integer', 'logicalType: intger'),
      exit: 2,
      code: 'UNKNOWN_TYPE',
      says: [`${file}:19:22`, `${file}:27:22`, 'did you mean "integer"?'],
    },
  })
})

/** The command that trains, replaced by a script. */
const trainer = (script: string) => write('train.mjs', script)
/** The command that trains, followed by a change of the model file that it wrote. */
const spoiled = (expression: string) => (project: Project) =>
  project.write({
    'train.mjs': `${project.read('train.mjs')}
const made = join(options.out, 'model.onnx')
const bytes = readFileSync(made)
writeFileSync(made, ${expression})
`,
  })

describe('a training command', () => {
  refuses(() => tiny, {
    'that is not found': {
      change: edit('seaworthy.yml', 'run: node train', 'run: nodee train'),
      exit: 3,
      code: 'COMMAND_NOT_FOUND',
      says: ['nodee train.mjs', '→ install it in a step before'],
    },
    'that fails, with what it said once': {
      change: trainer("console.log('read'); console.log('no rows'); process.exit(4)"),
      exit: 3,
      code: 'COMMAND_FAILED',
      says: ['read\nno rows\n✗ COMMAND_FAILED', 'failed with exit 4', '→ the last lines of its output say why'],
    },
    'that writes nothing': { change: trainer(''), exit: 3, code: 'OUTPUT_MISSING', says: ['"model.onnx"', '→ write it to "$OUT/model.onnx"'] },
    'that writes an empty model': {
      change: spoiled("''"),
      exit: 3,
      code: 'OUTPUT_EMPTY',
      says: ['model.onnx'],
    },
    'that writes outside its outputs': {
      change: (project) => project.write({ 'train.mjs': `${project.read('train.mjs')}\nwriteFileSync('params.json', '{}')\n` }),
      exit: 3,
      code: 'WROTE_OUTSIDE',
      says: ['params.json (changed)', '→ write everything to "$OUT"'],
    },
    'that takes too long': {
      change: (project) => {
        project.edit('seaworthy.yml', 'timeout: 2m', 'timeout: 1s')
        trainer('setInterval(() => {}, 1000)')(project)
      },
      exit: 3,
      code: 'TIMED_OUT',
      says: ['after 1 s', '→ raise train.timeout'],
    },
    'that needs a file outside its sources': {
      change: edit('seaworthy.yml', 'sources: [train.mjs, trainer/**, params.json]', 'sources: [train.mjs, params.json]'),
      exit: 3,
      code: 'COMMAND_FAILED',
      says: ['ERR_MODULE_NOT_FOUND', 'trainer/design.mjs'],
    },
    'whose parameters name a thing twice': {
      change: edit('params.json', '{', '{ "l2": 2, '),
      exit: 3,
      code: 'PARAMETERS_INVALID',
      says: ['the parameters params.json cannot be read', '→ write names and values, each name once'],
    },
    'whose metrics are NaN': {
      change: (project) =>
        project.write({ 'train.mjs': `${project.read('train.mjs')}\nwriteFileSync(join(options.out, 'metrics.json'), '{"a": NaN}')\n` }),
      exit: 3,
      code: 'METRICS_INVALID',
      says: ['metrics.json'],
    },
  })
})

describe('a model', () => {
  refuses(() => tiny, {
    'that stops in the middle': {
      change: spoiled('bytes.subarray(0, 100)'),
      exit: 3,
      code: 'MODEL_UNREADABLE',
      says: ['train/out/model.onnx', '→ write it again'],
    },
    'with an input that the data lack': {
      change: spoiled("Buffer.from(bytes.toString('latin1').replaceAll('hour', 'hoor'), 'latin1')"),
      exit: 3,
      code: 'INPUT_MISSING',
      says: ['the candidate of "tiny" reads a column "hoor"', '→ the nearest column is "hour"'],
    },
    'that answers NaN': {
      change: edit('train.mjs', 'intercept: fitted.at(-1)', 'intercept: Number.NaN'),
      exit: 3,
      code: 'SCORE_NOT_FINITE',
      says: ['NaN for row 0'],
    },
    'to compare with that is not there': {
      args: ['run', '--baseline', 'old/model.onnx'],
      exit: 3,
      code: 'MODEL_MISSING',
      says: ['old/model.onnx'],
    },
  })
})

describe('predictions', () => {
  const good = 'id,label,score\n1,0,0.2\n2,1,0.7\n3,1,0.6\n4,0,0.4\n'
  const compared = (other: string): Pick<BadInput, 'change' | 'args'> => ({
    change: (project) => project.write({ 'a.csv': good, 'b.csv': other }),
    args: ['compare', 'a.csv', 'b.csv'],
  })
  refuses(() => tiny, {
    'with a score of NaN': { ...compared(good.replace('0.6', 'NaN')), exit: 3, code: 'SCORE_INVALID', says: ['row 2'] },
    'with other labels': {
      ...compared(good.replace('1,0', '1,1')),
      exit: 3,
      code: 'LABEL_INVALID',
      says: ['row 0 (id 1)', 'b.csv', '→ both must predict the same rows'],
    },
    'of other rows': { ...compared(good.replace('4,', '5,')), exit: 3, code: 'ROWS_DIFFER', says: ['id 4', 'b.csv', '→ both must'] },
    'without a score': { ...compared('id,label\n1,0\n'), exit: 3, code: 'COLUMN_UNDECLARED', says: ['b.csv', 'score', '→ name it one of'] },
    'that are not there': {
      ...compared(good),
      args: ['compare', 'a.csv', 'c.csv'],
      exit: 3,
      code: 'FILE_UNREADABLE',
      says: ['c.csv', '→ quote a glob'],
    },
  })
})

describe('what a stage left, edited before the next one', () => {
  const section = '.seaworthy/tiny/train/section.json'
  const evaluate: Pick<BadInput, 'args' | 'exit'> = { args: ['evaluate'], exit: 3 }
  refuses(() => trained, {
    'the model': {
      ...evaluate,
      change: (project) => project.write({ '.seaworthy/tiny/train/out/model.onnx': 'other bytes' }),
      code: 'MODEL_CHANGED',
      says: ['model.onnx has digest', '→ the bytes are not those that were trained'],
    },
    'the digest of the model': {
      ...evaluate,
      change: (project) =>
        project.write({ [section]: project.read(section).replace(/("produced":\[\{[^}]*"digest":"sha256:)[0-9a-f]{8}/, '$100000000') }),
      code: 'MODEL_CHANGED',
      says: ['training produced sha256:00000000', '→ '],
    },
    'the key: a training of other sources': {
      ...evaluate,
      change: (project) => project.write({ [section]: project.read(section).replace(/"key":"sha256:[0-9a-f]{8}/, '"key":"sha256:00000000') }),
      code: 'MODEL_CHANGED',
      says: ['has key sha256:00000000', '→ it was made from other sources, data or parameters'],
    },
    'sources that changed since': {
      ...evaluate,
      change: edit('params.json', '"l2"', '"l3": 1, "l2"'),
      code: 'MODEL_CHANGED',
      says: ['this commit needs', '→ it was made from other sources'],
    },
    'a section torn in the middle': {
      ...evaluate,
      change: (project) => project.write({ [section]: project.read(section).slice(0, 200) }),
      code: 'SECTION_UNREADABLE',
      says: [section, '→ run the stage that wrote it again'],
    },
    'a section of another model': {
      ...evaluate,
      change: (project) => project.write({ [section]: '{"schema":"seaworthy.section/9"}' }),
      code: 'UNKNOWN_SCHEMA',
      says: [section, '→ '],
    },
    'a section that lacks its parts': {
      ...evaluate,
      change: (project) => project.write({ [section]: '{"schema":"seaworthy.section/1","stage":"train"}' }),
      code: 'SECTION_INVALID',
      says: [section, '→ '],
    },
    'a section that is too large': {
      ...evaluate,
      change: (project) => project.write({ [section]: `{"schema":"${'x'.repeat(1024 ** 2)}"}` }),
      code: 'SECTION_TOO_LARGE',
      says: [section, '→ '],
    },
    'a section that is too deep': {
      ...evaluate,
      change: (project) => project.write({ [section]: `${'['.repeat(200)}${']'.repeat(200)}` }),
      code: 'SECTION_TOO_DEEP',
      says: [section, '→ '],
    },
    'no training at all': { ...evaluate, change: remove('.seaworthy'), code: 'SECTION_MISSING', says: ['"tiny"', '→ run the train stage first'] },
  })
})

describe('a folder', () => {
  it('that is no repository is refused by what needs one', async () => {
    using project = emptyProject()
    const said = await project.seaworthy(['run'])
    expect({ ...said, code: codeIn(said) }).toMatchObject({ exitCode: 3, code: 'NOT_A_REPOSITORY', stdout: '' })
    expect(said.stderr).toContain('→ run it inside one')
  })

  it('whose repository has no commit says so', async () => {
    using project = emptyProject()
    project.git('init', '--quiet')
    const said = await project.seaworthy(['run'])
    expect({ ...said, code: codeIn(said) }).toMatchObject({ exitCode: 3, code: 'GIT_FAILED', stdout: '' })
    expect(said.stderr).toContain('→ commit something first')
  })
})
