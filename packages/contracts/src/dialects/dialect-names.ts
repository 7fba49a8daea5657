import type { CheckKind } from '../check.ts'
import type { Dialect } from '../contract.ts'
import { frictionlessNames, frictionlessRefused } from './frictionless/names.ts'
import { greatExpectationsNames, greatExpectationsRefused } from './great-expectations/names.ts'
import { jsonSchemaNames, jsonSchemaRefused } from './json-schema/names.ts'
import { odcsNames, odcsRefused } from './odcs/names.ts'
import { panderaNames, panderaRefused } from './pandera/names.ts'
import { tfdvNames, tfdvRefused } from './tfdv/names.ts'

/** The names that each dialect has for checks, and the kinds that they become. */
export const dialectNames: Readonly<Record<Dialect, Readonly<Record<string, CheckKind | readonly CheckKind[]>>>> = {
  odcs: odcsNames,
  frictionless: frictionlessNames,
  json_schema: jsonSchemaNames,
  great_expectations: greatExpectationsNames,
  pandera: panderaNames,
  tfdv: tfdvNames,
}

/** The names that are refused, each with the reason and what to do instead. */
export const dialectRefused: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
  odcs: odcsRefused,
  frictionless: frictionlessRefused,
  json_schema: jsonSchemaRefused,
  great_expectations: greatExpectationsRefused,
  pandera: panderaRefused,
  tfdv: tfdvRefused,
}
