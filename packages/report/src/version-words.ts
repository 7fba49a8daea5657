import { codeSpan } from './escape-markdown.ts'

/** `v1.1.0`, from any way to write a version of this model. @example versionName('flight-delay', 'flight-delay@v1.1.0') // 'v1.1.0' */
export function versionName(model: string, version: string): string {
  const bare = version.startsWith(`${model}@`) ? version.slice(model.length + 1) : version
  return /^\d/.test(bare) ? `v${bare}` : bare
}

/** As code: `m@v1.1.0` in prose would become an e-mail address. */
export function versionTag(model: string, version: string): string {
  return codeSpan(`${model}@${versionName(model, version)}`)
}

export function versionCode(model: string, version: string): string {
  return codeSpan(versionName(model, version))
}
