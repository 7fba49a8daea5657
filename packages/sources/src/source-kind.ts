import type { AddressOf, SourceAddress } from './address.ts'
import type { FetchedFile, FileRequest, RemoteFile } from './remote-file.ts'

/** What one kind of place can do. */
export interface SourceKind<Kind extends SourceAddress['kind']> {
  /** Every file that the address names, in any order; none where nothing matches. */
  list(address: AddressOf<Kind>): Promise<readonly RemoteFile[]>
  /** The file, held to what the request says of it. The address is that of one file. */
  fetch(address: AddressOf<Kind>, file: FileRequest): Promise<FetchedFile>
}
