import { displayUri } from './display-uri.ts'
import { SourceError } from './errors.ts'

/** The refusal of an address: what stands there, what is wrong with it, and what to write. */
export function addressInvalid(text: string, { why, hint }: { readonly why: string; readonly hint: string }): SourceError {
  return new SourceError('ADDRESS_INVALID', `the source ${JSON.stringify(displayUri(text))} ${why}`, { hint })
}
