// The commands on data as a person calls them: child processes on real files, without GitHub.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { emptyProject, type Project, type Said } from './tiny-project.ts'

const secret = 'Ishmael'
const contract = `apiVersion: v3.1.0
kind: DataContract
id: crew
version: 1.0.0
status: active
schema:
  - name: crew
    properties:
      - { name: id, logicalType: integer, required: true, unique: true }
      - { name: sailor, logicalType: string, required: true, logicalTypeOptions: { pattern: '^[A-Z][a-z]+$', maxLength: 6 } }
      - { name: ship, logicalType: string }
      - { name: age, logicalType: integer, logicalTypeOptions: { minimum: 16, maximum: 80 } }
    quality:
      - { type: text, description: Names as in the articles }
`
const two = contract
  .replace('    quality:', '    relationships: [{ from: crew.ship, to: ships.name }]\n    quality:')
  .concat('  - name: ships\n    properties: [{ name: name, logicalType: string }]\n')
const good = 'id,sailor,ship,age\n1,Ahab,Pequod,58\n2,Pip,Pequod,16\n'
const bad = `id,sailor,ship,age\n1,Ahab,Pequod,58\n2,${secret},Pequod,12\n2,Pip,Rachel,16\n`

const json = ({ stdout }: Said) => JSON.parse(stdout) as { [key: string]: unknown; checks: readonly Record<string, unknown>[] }

let project: Project
beforeAll(() => {
  project = emptyProject()
  project.write({
    'crew.yaml': contract,
    'two.yaml': two,
    'broken.yaml': contract.replace('maxLength', 'maxLenght'),
    'latin.yaml': Buffer.from(contract.replace('articles', 'articl\u00e9s'), 'latin1'),
    'good.csv': good,
    'bad.csv': bad,
    'ragged.csv': 'id,sailor,ship,age\n1,Ahab,Pequod,58\n2,Pip\n',
    'ships.csv': 'name\nPequod\n',
    'event.json': '{ "repository": { "default_branch": "main" } }\n',
  })
})
afterAll(() => project[Symbol.dispose]())

const check = (data: string, ...more: readonly string[]) => project.seaworthy(['check', data, '--contract', 'crew.yaml', ...more])

describe('seaworthy check', () => {
  it.concurrent('is exit code 0 for data that obey, and tells of rules that only people can check', async () => {
    const { exitCode, stdout, stderr } = await check('good.csv')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^✅ valid\n\n2 rows, (\d+) of \1 checks pass\.\n[\s\S]*1 rule of the contract in words, for people: not checked\.\n$/)
  })

  it.concurrent('is exit code 1 for data that do not, with the record, the line and the value of the first rows', async () => {
    const said = await check('bad.csv', '--format', 'json')
    const { valid, rows, checks, personal, notes, ...others } = json(said)
    expect({ exitCode: said.exitCode, valid, rows, personal, notes, others }).toEqual({
      exitCode: 1,
      valid: false,
      rows: 3,
      personal: [],
      notes: ['Names as in the articles'],
      others: {},
    })
    const samples = checks.filter(({ outcome }) => outcome !== 'pass').map(({ id, line, samples: found }) => ({ id, line, samples: found }))
    const at = (row: number, value: string) => ({ row, value, file: 'bad.csv', line: row + 2 })
    expect(samples.toSorted((one, other) => (String(one.id) < String(other.id) ? -1 : 1))).toEqual([
      { id: 'age.range', line: 12, samples: [at(1, '12')] },
      { id: 'id.unique', line: 9, samples: [at(2, '2')] },
      { id: 'sailor.length', line: 10, samples: [at(1, secret)] },
    ])
  })

  it.concurrent('is exit code 2 for a contract that is none, with line, column and remedy', async () => {
    const broken = await project.seaworthy(['check', 'good.csv', '--contract', 'broken.yaml'])
    expect([broken.exitCode, broken.stdout]).toEqual([2, ''])
    expect(broken.stderr).toMatch(/^✗ [A-Z_]+ {2}broken\.yaml:10:\d+: unknown key "maxLenght" \(did you mean "maxLength"\?\)\n$/)
    const latin = await project.seaworthy(['check', 'good.csv', '--contract', 'latin.yaml'])
    expect(latin).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: '✗ CONTRACT_UNREADABLE  the contract latin.yaml is not UTF-8 text\n  → save it as UTF-8\n',
    })
  })

  it.concurrent('is exit code 3 for data that cannot be read, with their place, and never a verdict', async () => {
    const ragged = await check('ragged.csv')
    expect([ragged.exitCode, ragged.stdout]).toEqual([3, ''])
    expect(ragged.stderr).toMatch(/^✗ [A-Z_]+ {2}.*ragged\.csv.*3/)
    const gone = await check('gone.csv', '--format', 'json')
    expect([gone.exitCode, gone.stdout, gone.stderr.split('\n')[0]]).toEqual([3, '', '✗ FILE_UNREADABLE  no file matches gone.csv'])
  })

  it.concurrent('says the same as JUnit, SARIF and Markdown', async () => {
    const [junit, sarif, markdown] = await Promise.all(['junit', 'sarif', 'markdown'].map((format) => check('bad.csv', '--format', format)))
    expect([junit?.exitCode, sarif?.exitCode, markdown?.exitCode]).toEqual([1, 1, 1])
    expect(junit?.stdout).toMatch(/^<\?xml version="1\.0"[\s\S]*<testsuite [^>]*failures="3"/)
    const { version, runs } = JSON.parse(sarif?.stdout ?? '') as { version: string; runs: readonly { results: readonly { ruleId: string }[] }[] }
    expect([version, new Set(runs[0]?.results.map(({ ruleId }) => ruleId)).size]).toEqual(['2.1.0', 3])
    expect(markdown?.stdout).toMatch(/❌[\s\S]*\| +`?age\.range`? +\|/)
  })

  it.concurrent('quotes no value anywhere where values are hidden', async () => {
    const formats = ['text', 'json', 'junit', 'sarif', 'markdown']
    const said = await Promise.all(formats.map((format) => check('bad.csv', '--values', 'hide', '--format', format)))
    expect(said.map(({ exitCode, stdout, stderr }) => [exitCode, `${stdout}${stderr}`.includes(secret)])).toEqual(formats.map(() => [1, false]))
    const { checks } = json(said[1] ?? { exitCode: 0, stdout: '', stderr: '' })
    expect(checks.find(({ id }) => id === 'sailor.length')).toMatchObject({ samples: [{ row: 1, value: null, file: 'bad.csv', line: 3 }] })
  })

  it.concurrent('hides values on a runner unless it is told to show them', async () => {
    const event = {
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: `${project.path}/event.json`,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: 'c'.repeat(40),
    }
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: project.path, ...event }
    const args = ['check', 'bad.csv', '--contract', 'crew.yaml']
    const [auto, show] = await Promise.all([project.seaworthy(args, { env }), project.seaworthy([...args, '--values', 'show'], { env })])
    expect([auto.exitCode, auto.stdout.includes(secret), show.exitCode, show.stdout.includes(secret)]).toEqual([1, false, 1, true])
  })

  it.concurrent('needs the name of a table where the contract has several, and reads the others from where it is told', async () => {
    const args = ['check', 'good.csv', '--contract', 'two.yaml']
    const unnamed = await project.seaworthy(args)
    expect([unnamed.exitCode === 0, unnamed.stderr.split('\n')[0]]).toEqual([false, expect.stringMatching(/^✗ OBJECT_UNKNOWN {2}.*two\.yaml/)])
    const named = await project.seaworthy([...args, '--object', 'crew', '--reference', 'ships=ships.csv'])
    expect([named.exitCode, named.stderr]).toEqual([0, ''])
    const missing = ['check', 'bad.csv', '--contract', 'two.yaml', '--object', 'crew', '--reference', 'ships=ships.csv', '--format', 'json']
    const { checks } = json(await project.seaworthy(missing))
    expect(checks.find(({ kind }) => kind === 'foreign_key')).toMatchObject({ outcome: 'fail', failed: 1, samples: [{ row: 2, value: 'Rachel' }] })
  })
})

describe('seaworthy profile', () => {
  it.concurrent('writes the reference that check compares with', async () => {
    using own = emptyProject()
    own.write({ 'crew.yaml': contract, 'good.csv': good })
    const made = await own.seaworthy(['profile', 'good.csv', '--out', 'reference.json'])
    expect(made).toEqual({ exitCode: 0, stdout: 'Wrote reference.json.\n', stderr: '' })
    expect(JSON.parse(own.read('reference.json'))).toMatchObject({ rows: 2 })
    const said = await own.seaworthy(['check', 'good.csv', '--contract', 'crew.yaml', '--against', 'reference.json'])
    expect([said.exitCode, said.stderr]).toEqual([0, ''])
    own.write({ 'reference.json': '{}' })
    expect((await own.seaworthy(['check', 'good.csv', '--contract', 'crew.yaml', '--against', 'reference.json'])).stderr).toMatch(
      /^✗ PROFILE_INVALID/,
    )
  })
})

describe('seaworthy data', () => {
  const config = (url: string) => `models:
  crew:
    task: binary-classification
    positive: 1
    data:
      train: { source: "${url}", label: age }
      test: { source: good.csv, label: age }
    train: { run: "true", model: model.onnx }
    gates: { roc_auc: { at_least: 0.5 } }
`
  const served = { text: bad }
  const server = createServer((_, response) => response.writeHead(200, { 'content-length': Buffer.byteLength(served.text) }).end(served.text))
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => void server.close())

  it('locks a remote source, tells what is here, fetches what is not, and refuses what changed', async () => {
    using own = emptyProject()
    using caches = emptyProject()
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/crew.csv`
    own.git('init', '--quiet')
    own.write({ 'seaworthy.yml': config(url), 'good.csv': good })
    own.commit()
    const data = (action: string, cache = 'a', ...more: readonly string[]) =>
      own.seaworthy(['data', action, ...more], { env: { SEAWORTHY_DATA_CACHE: `${caches.path}/${cache}` } })
    const states = async (cache: string) => {
      const said = await data('status', cache, '--format', 'json')
      const { sources } = JSON.parse(said.stdout) as { sources: readonly { files: readonly { name: string; state: string }[] }[] }
      return [said.exitCode, ...sources.flatMap(({ files }) => files.map(({ name, state }) => `${name} ${state}`)).toSorted()]
    }
    expect(await data('status')).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(/^✗ LOCK_MISSING/) })
    expect(await data('update')).toEqual({ exitCode: 0, stdout: 'Wrote seaworthy.lock: 2 files. Commit it.\n', stderr: expect.any(String) })
    expect((parse(own.read('seaworthy.lock')) as { sources: Record<string, unknown> }).sources[url]).toMatchObject([
      { path: 'crew.csv', uri: url, rows: 3 },
    ])
    expect(await states('a')).toEqual([0, 'crew.csv here', 'good.csv here'])
    expect(await states('b')).toEqual([0, 'crew.csv absent', 'good.csv here'])
    expect(await data('fetch', 'b')).toMatchObject({ exitCode: 0, stdout: 'All 2 locked files are here and verified (0.0 MB).\n' })
    expect(await states('b')).toEqual([0, 'crew.csv here', 'good.csv here'])
    expect(own.git('status', '--porcelain')).toBe('?? seaworthy.lock\n')
    served.text = good
    expect(await data('fetch', 'c')).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringMatching(/✗ SOURCE_CHANGED/) })
    own.write({ 'good.csv': bad })
    expect(await states('b')).toEqual([1, 'crew.csv here', 'good.csv changed'])
  })
})
