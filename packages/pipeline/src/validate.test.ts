import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseSection, type Section } from '@seaworthy/record'
import { afterAll, describe, expect, it } from 'vitest'
import { realEngines } from './fixtures/engines.ts'
import { codeOf, lineOver, type TestLine, trainHost } from './fixtures/line.ts'
import { header, type OrdersConfig, orders, ordersConfig, ordersContract, ordersFiles, ordersRepository } from './fixtures/orders-repository.ts'
import type { Change } from './fixtures/tiny-repository.ts'
import { planChange } from './plan.ts'
import type { Plan } from './plan-document.ts'
import { train } from './train.ts'
import { validate } from './validate.ts'

const engines = realEngines()
afterAll(() => engines[Symbol.asyncDispose]())

interface Run {
  readonly line: TestLine
  readonly plan: Plan
  readonly section: Section<'validate'>
}

/** A pull request whose base and whose change are these; its data are validated. */
async function validated<T>(
  { base, change = base }: { base: Record<string, string>; change?: Change },
  then: (run: Run) => T | Promise<T>,
): Promise<T> {
  await using repo = await ordersRepository('', { ...base })
  await repo.commit(base)
  await repo.branch('change', 'main')
  const commit = await repo.commit(change)
  const line = lineOver(repo, { sha: commit, engines: engines.ofRun() })
  const request = { kind: 'pull_request', commit, tree: commit, base: 'main', pullRequest: 7, fork: false, headBranch: 'change' } as const
  const plan = await planChange(line, request)
  return await then({ line, plan, section: await validate(line, plan, 'orders') })
}

const bodyOf = ({ section }: Run) => section.body
const files = (config: OrdersConfig = {}, more: Change = {}) => ordersFiles(ordersConfig(config), more)
const failing = ({ section }: Run) =>
  section.body.datasets.flatMap(({ name, checks }) => checks.filter(({ outcome }) => outcome !== 'pass').map(({ id, failed }) => [name, id, failed]))

const contracted = (name: string) => `source: data/${name}.csv, contract: contracts/orders.odcs.yaml, label: paid`

describe('validate', () => {
  it('reports each dataset with its checks, and profiles what training reads', async () => {
    await validated({ base: files() }, async ({ line, section }) => {
      const { datasets, leakage, contractChanges, dataChanges, warnings } = section.body
      expect(
        datasets.map(({ name, rows, windowRows, checks, personal, notes }) => [name, rows, windowRows, checks.length > 5, personal, notes]),
      ).toEqual([
        ['train', 40, 40, true, [], []],
        ['test', 20, 20, true, [], []],
      ])
      expect({ leakage, contractChanges, dataChanges, warnings }).toEqual({ leakage: [], contractChanges: [], dataChanges: null, warnings: [] })
      const profile = JSON.parse(await readFile(path.join(await line.sections.folder('orders', 'validate'), 'profile.json'), 'utf8'))
      expect([profile.rows, section.produced.map(({ role }) => role), section.produced[0]?.digest]).toEqual([
        40,
        ['profile', 'page'],
        datasets[0]?.profile,
      ])
      const page = await readFile(path.join(await line.sections.folder('orders', 'validate'), 'data.html'), 'utf8')
      expect(page).toContain('class="histogram"')
    })
  })

  it('passes on the rules of a contract that are for people', async () => {
    const notes = '    quality: [{ type: text, description: Orders of one year }]\n'
    const base = files({ test: 'source: data/test.csv, label: paid' }, { 'contracts/orders.odcs.yaml': ordersContract(notes) })
    const { datasets } = await validated({ base }, bodyOf)
    expect(datasets.map(({ name, notes: found }) => [name, found])).toEqual([
      ['train', ['Orders of one year']],
      ['test', []],
    ])
  })

  it('says which columns hold personal data, never whose', async () => {
    const mail = (from: number) => orders(from, 40).replace(/^(\d+),[abc]/gm, '$1,captain$1@ships.example')
    const base = files({}, { 'data/train.csv': mail(0), 'data/test.csv': mail(1000) })
    await validated({ base }, ({ section }) => {
      expect(section.body.datasets.map(({ personal }) => personal)).toEqual(
        Array(2).fill([{ column: 'customer', kind: 'email', count: 40, share: 1, status: 'undeclared' }]),
      )
      expect(JSON.stringify(section)).not.toContain('captain')
    })
  })
})

describe('other tables that a contract names', () => {
  const relation = '        relationships: [{ from: orders.customer, to: customers.code }]\n'.replace(/^ {4}/, '')
  const customers = '  - name: customers\n    properties: [{ name: code, logicalType: string }]\n'
  const two = { 'contracts/orders.odcs.yaml': ordersContract(`${relation}${customers}`), 'data/customers.csv': 'code\na\nb\n' }
  const referring = (name: string) => `${contracted(name)}, object: orders, references: { customers: data/customers.csv }`

  it('are read from their own locked source: a customer that is not there is a row that fails', async () => {
    const found = await validated({ base: files({ train: referring('train'), test: referring('test') }, two) }, failing)
    expect(found).toEqual([
      ['train', 'customer.foreign_key', 13],
      ['test', 'customer.foreign_key', 7],
    ])
  })

  it('must be locked, too', async () => {
    const base = files({ train: referring('train'), test: referring('test') }, two)
    const lock = (base['seaworthy.lock'] ?? '').replace(/ {2}data\/customers\.csv:\n(?: {4}.*\n)+/, '')
    expect(await codeOf(validated({ base: { ...base, 'seaworthy.lock': lock } }, bodyOf))).toBe('SOURCE_NOT_LOCKED')
  })

  it('cannot be judged without: a check that cannot be decided counts as failed', async () => {
    const lonely = (name: string) => `${contracted(name)}, object: orders`
    await validated({ base: files({ train: lonely('train'), test: lonely('test') }, two) }, ({ section }) => {
      const check = section.body.datasets[0]?.checks.find(({ id }) => id === 'customer.foreign_key')
      expect([check?.outcome, check?.message]).toEqual(['error', expect.stringContaining('customers')])
    })
  })
})

describe('leakage between train and test', () => {
  const withId = (name: string) => `${contracted(name)}, id: id`
  const shared = (more: OrdersConfig = {}) => files({ train: withId('train'), test: withId('test'), ...more }, { 'data/test.csv': orders(35, 20) })

  it('of ids keeps a model from being trained', async () => {
    await validated({ base: shared() }, async ({ line, plan, section }) => {
      expect(section.body.leakage?.map(({ kind, severity, datasets, count, share }) => ({ kind, severity, datasets, count, share }))).toEqual([
        { kind: 'duplicate_rows', severity: 'warning', datasets: ['train', 'test'], count: 5, share: 0.25 },
        { kind: 'shared_ids', severity: 'error', datasets: ['train', 'test'], count: 5, share: 0.25 },
      ])
      await expect(train(line, { plan, name: 'orders', host: trainHost() })).rejects.toMatchObject({
        code: 'DATA_BLOCKED',
        message: expect.stringContaining('leakage.shared_ids'),
      })
    })
  })

  it('is not looked for where the configuration says off', async () => {
    const model = '    leakage: { shared_ids: off, duplicate_rows: off }\n'
    expect((await validated({ base: shared({ model }) }, bodyOf)).leakage).toEqual([])
  })

  it('is judged by the base: a change cannot switch it off, nor take away what names a unit', async () => {
    const loosened = ordersConfig({ model: '    leakage: { shared_ids: off }\n' })
    const run = await validated({ base: shared(), change: { 'seaworthy.yml': loosened } }, bodyOf)
    expect(run.leakage?.map(({ kind, severity }) => [kind, severity])).toEqual([
      ['duplicate_rows', 'warning'],
      ['shared_ids', 'error'],
    ])
  })

  it('of the label into a feature is a warning that names the column, once', async () => {
    const told = (from: number) =>
      orders(from, 40).replace(/^(\d+,[abc]),\d+,(\d)$/gm, (_, start, paid) => `${start},${paid === '1' ? 50 : 10},${paid}`)
    const base = files({ model: '    leakage: { conflicting_labels: off }\n' }, { 'data/train.csv': told(0), 'data/test.csv': told(1000) })
    const { leakage } = await validated({ base }, bodyOf)
    expect(leakage).toEqual([
      {
        kind: 'label_in_feature',
        severity: 'warning',
        datasets: ['train'],
        column: 'amount',
        count: 40,
        share: 1,
        observed: 1,
        message: 'alone it tells the label (AUC 1.000): if it is known only afterwards, leave it out of the features',
      },
    ])
  })

  it('in time blocks: test rows that are not after those of training', async () => {
    const dated = (from: number) =>
      orders(from, 20).replace(/^(\d+)(.*)$/gm, (_, id, rest) => `2026-01-${String((Number(id) % 28) + 1).padStart(2, '0')},${id}${rest}`)
    const timed = (text: string) => text.replace(header, `day,${header}`)
    const source = (name: string) => `source: data/${name}.csv, time: day, label: paid`
    const base = files({ train: source('train'), test: source('test') }, { 'data/train.csv': timed(dated(0)), 'data/test.csv': timed(dated(10)) })
    const { leakage } = await validated({ base }, bodyOf)
    expect(leakage?.filter(({ kind }) => kind === 'time_overlap')).toMatchObject([{ severity: 'error', datasets: ['train', 'test'], count: 12 }])
  })
})

describe('a contract that a change edits', () => {
  const loosened = { 'contracts/orders.odcs.yaml': ordersContract('', { maximum: 200 }) }

  it('is listed field by field, and the rows are held to the one of the base', async () => {
    const wide = orders(0, 40).replace('3,a,21,', '3,a,150,')
    const base = files()
    const change = { ...files({}, { ...loosened, 'data/train.csv': wide }) }
    await validated({ base, change }, (run) => {
      expect(run.section.body.contractChanges).toMatchObject([
        {
          contract: 'contracts/orders.odcs.yaml',
          object: 'orders',
          column: 'amount',
          field: 'amount.range: maximum',
          before: '100',
          after: '200',
          compatible: false,
        },
      ])
      expect(failing(run)).toEqual([['train', 'amount.range', 1]])
    })
  })

  it('and takes away is one breaking change, and still judges', async () => {
    const plain = ordersConfig({ train: 'source: data/train.csv, label: paid', test: 'source: data/test.csv, label: paid' })
    await validated({ base: files(), change: { 'contracts/orders.odcs.yaml': null, 'seaworthy.yml': plain } }, ({ section }) => {
      expect(section.body.contractChanges).toMatchObject([{ object: 'orders', column: null, field: 'object', after: null, compatible: false }])
      expect(section.body.datasets.map(({ contract, checks }) => [contract?.path, checks.length > 5])).toEqual([
        ['contracts/orders.odcs.yaml', true],
        ['contracts/orders.odcs.yaml', true],
      ])
    })
  })

  it('cannot be escaped by another table of it', async () => {
    const loose = '  - name: anything\n    properties: [{ name: id }, { name: customer }, { name: amount }, { name: paid }]\n'
    const more = { 'contracts/orders.odcs.yaml': ordersContract(loose), 'data/train.csv': orders(0, 40).replace('3,a,21,', '3,a,150,') }
    const config = (object: string) => ({ train: `${contracted('train')}, object: ${object}`, test: `${contracted('test')}, object: ${object}` })
    const change = { 'seaworthy.yml': ordersConfig(config('anything')) }
    expect(await validated({ base: files(config('orders'), more), change }, failing)).toEqual([['train', 'amount.range', 1]])
  })

  it('that is no contract ends in its code, with the place', async () => {
    const broken = { 'contracts/orders.odcs.yaml': ordersContract().replace('maximum: 100', 'maximun: 100') }
    await expect(validated({ base: files({}, broken) }, bodyOf)).rejects.toMatchObject({
      name: 'ContractError',
      message: expect.stringContaining('contracts/orders.odcs.yaml:11'),
    })
    const latin = Buffer.from([0xff, 0xfe, 0x61]).toString('latin1')
    expect(await codeOf(validated({ base: files({}, { 'contracts/orders.odcs.yaml': `${latin}: [` }) }, bodyOf))).toBe('CONTRACT_UNREADABLE')
    const large = { 'contracts/orders.odcs.yaml': `#${'x'.repeat(4 * 1024 * 1024)}` }
    await expect(validated({ base: files({}, large) }, bodyOf)).rejects.toMatchObject({
      code: 'CONTRACT_UNREADABLE',
      message: 'the contract contracts/orders.odcs.yaml has 4194305 bytes; at most 4194304 are read',
    })
  })

  it('that is nowhere is missing data', async () => {
    const base = files({ train: 'source: data/train.csv, contract: contracts/gone.yaml, label: paid' })
    await expect(validated({ base }, bodyOf)).rejects.toMatchObject({
      code: 'DATA_MISSING',
      message: 'the contract contracts/gone.yaml is not in the repository',
    })
  })
})

describe('text data', () => {
  const schema = {
    fields: [
      { name: 'id', type: 'integer' },
      { name: 'amount', type: 'number', decimalChar: ',' },
      { name: 'paid', type: 'integer', constraints: { enum: [0, 1] } },
    ],
    missingValues: ['', 'none'],
  }
  const contract = JSON.stringify({ resources: [{ name: 'rows', path: 'rows.csv', dialect: { delimiter: ';' }, schema }] })
  const german = (from: number, missing: string) =>
    ['id;amount;paid', ...Array.from({ length: 20 }, (_, at) => `${from + at};${at === 3 ? missing : `${at},5`};${at % 2}`), ''].join('\n')

  it('are read by their contract where they are checked, profiled and given to training, in their own form', async () => {
    const source = (name: string) => `source: data/${name}.csv, contract: contracts/rows.json, label: paid`
    const base = files(
      { train: source('train'), test: source('test'), run: 'cp "$DATA_TRAIN" "$OUT/model.onnx"' },
      { 'contracts/rows.json': contract, 'data/train.csv': german(0, 'none'), 'data/test.csv': german(100, 'none') },
    )
    await validated({ base }, async ({ line, plan, section }) => {
      expect(section.body.datasets.map(({ rows, checks }) => [rows, checks.filter(({ outcome }) => outcome !== 'pass')])).toEqual([
        [20, []],
        [20, []],
      ])
      const folder = await line.sections.folder('orders', 'validate')
      const profile = JSON.parse(await readFile(path.join(folder, 'profile.json'), 'utf8'))
      const amount = profile.columns.find(({ name }: { name: string }) => name === 'amount')
      expect([amount.missing, amount.numeric.max]).toEqual([1, 19.5])
      const trained = await train(line, { plan, name: 'orders', host: trainHost() })
      expect(trained.body.data).toEqual({ rows: 20, window: null })
      const given = await readFile(path.join(await line.sections.folder('orders', 'train'), 'out', 'model.onnx'), 'utf8')
      expect(given.replaceAll('"', '')).toBe(german(0, ''))
    })
  })
})

describe('very many checks', () => {
  it('travel as far as a section has room, those that failed first, and the others are counted', async () => {
    const rules = Array.from({ length: 2100 }, (_, at) => `{ metric: rowCount, mustBeGreaterThan: ${at < 2099 ? at % 30 : 1000}, severity: error }`)
    const contract = ordersContract(`    quality: [${rules.join(', ')}]\n`)
    const base = files({ test: 'source: data/test.csv, label: paid' }, { 'contracts/orders.odcs.yaml': contract })
    await validated({ base }, ({ section }) => {
      const [first] = section.body.datasets
      const failed = first?.checks.filter(({ outcome }) => outcome !== 'pass')
      expect([first?.checks.length, failed?.map(({ expected }) => expected), first?.omitted?.failed]).toEqual([2000, ['rows: more than 1000'], 0])
      expect(first?.omitted?.passed).toBeGreaterThan(100)
      expect(parseSection(Buffer.from(JSON.stringify(section)), 'orders').model).toBe('orders')
    })
  })
})
