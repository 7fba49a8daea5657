import path from 'node:path'
import { z } from 'zod'
import { defineCommand, done } from '../command.ts'
import { dataArgument } from '../data-argument.ts'
import { dataInput, valuesInput, valuesShown } from '../inputs.ts'

export const profileCommand = defineCommand({
  name: 'profile',
  summary: 'Columns of data: counts, distributions, quality',
  purpose:
    'Counts what every column holds: missing and distinct values, moments, quantiles, histograms, the commonest values. As JSON it is the reference that `check --against` and monitoring compare new data with; as HTML a page with a picture of each column. Values of columns that hold personal data are never shown.',
  surfaces: ['terminal'],
  scope: 'files',
  formats: ['html'],
  inputs: z.object({
    data: dataInput,
    out: z.string().default('').meta({ description: 'A file for the result: HTML where its name ends so, else JSON.' }),
    values: valuesInput,
  }),
  outputs: {},
  permissions: {},
  reasons: {},
  triggers: 'a terminal.',
  examples: [
    'seaworthy profile data.parquet',
    "seaworthy profile 'data/*.csv' --out profile.html",
    'seaworthy profile data.parquet --out reference.json',
  ],
  failures: ['FILE_UNREADABLE', 'DATA_MISSING', 'DATA_EMPTY'],
  async run({ data, out, values }, { line, environment }) {
    const files = await dataArgument(data, { line, cwd: environment.cwd })
    const session = await line.engines.session()
    const profile = await session.profile({ files, window: null, values: valuesShown(values, environment) ? 'show' : 'hide' })
    const { profileTable, renderDataPage } = await import('@seaworthy/report')
    const html = () => renderDataPage({ title: data, datasets: [{ name: data, profile }] })
    const json = `${JSON.stringify(profile, null, 2)}\n`
    if (out !== '') await line.files.write(path.resolve(environment.cwd, out), /\.html?$/i.test(out) ? html() : json)
    return done({ json: profile, markdown: out === '' ? profileTable(data, profile) : `Wrote \`${out}\`.\n`, other: { html } })
  },
})
