const maxCommandLength = 80

/**
 * An address as messages may show it: without user, password, query and fragment, where signatures and tokens stand.
 * @example displayUri('https://u:p@host/a.csv?X-Amz-Signature=1') // 'https://host/a.csv'
 */
export function displayUri(uri: string): string {
  if (uri.startsWith('command:')) return printable(shortened(uri))
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)(.*)$/is.exec(uri) ?? []
  if (scheme === '') return printable(uri)
  const [place = ''] = /^https?:/i.test(scheme) ? rest.split(/[?#]/, 1) : [withoutSettings(rest)]
  const slash = place.indexOf('/')
  const host = slash < 0 ? place : place.slice(0, slash)
  return printable(`${scheme}${host.slice(host.lastIndexOf('@') + 1)}${slash < 0 ? '' : place.slice(slash)}`)
}

// A key of S3 may hold a question mark of its own.
function withoutSettings(rest: string): string {
  return rest.replace(/\?(?:endpoint|region|versionId)=.*$/s, '')
}

function shortened(command: string): string {
  const [line = ''] = command.split('\n', 1)
  return line.length > maxCommandLength || line !== command ? `${line.slice(0, maxCommandLength)}…` : line
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\uFFFD')
}
