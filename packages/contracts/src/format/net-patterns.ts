// Texts of regular expressions that RE2 and ECMAScript (with the `u` flag) read alike; all are matched over the whole text.

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const atom = "[A-Za-z0-9!#$%&'*+/=?^_`\\{|\\}~-]+"
/** A dot-atom and a domain of at least two labels: the addresses of RFC 5321 without quoted names, comments and literals. */
export const emailPattern = `${atom}(?:\\.${atom})*@(?:${label}\\.)+${label}`

/** Labels of RFC 1123; their length as a whole is looked at apart. */
export const hostnamePattern = `${label}(?:\\.${label})*`

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'
/** Four decimal numbers without leading zeros. */
export const ipv4Pattern = `${octet}(?:\\.${octet}){3}`

const h16 = '[0-9A-Fa-f]{1,4}'
const last32 = `(?:${h16}:${h16}|${ipv4Pattern})`
/** The addresses of RFC 4291 as RFC 3986 spells them, without a zone. */
export const ipv6Pattern = [
  `(?:${h16}:){6}${last32}`,
  `::(?:${h16}:){5}${last32}`,
  ...[4, 3, 2, 1].map((groups) => {
    const before = `(?:(?:${h16}:){0,${4 - groups}}${h16})?`
    return `${before}::${groups === 1 ? `${h16}:` : `(?:${h16}:){${groups}}`}${last32}`
  }),
  `(?:(?:${h16}:){0,4}${h16})?::${last32}`,
  `(?:(?:${h16}:){0,5}${h16})?::${h16}`,
  `(?:(?:${h16}:){0,6}${h16})?::`,
].join('|')

const escaped = '%[0-9A-Fa-f]{2}'
const plain = "A-Za-z0-9._~!$&'()*+,;="
const segment = `(?:[${plain}:@-]|${escaped})`
const userInfo = `(?:(?:[${plain}:-]|${escaped})*@)?`
const host = `(?:\\[(?:${ipv6Pattern})\\]|(?:[${plain}-]|${escaped})*)`
const authority = `//${userInfo}${host}(?::[0-9]*)?(?:/${segment}*)*`
const rest = `(?:\\?(?:${segment}|[/?])*)?(?:#(?:${segment}|[/?])*)?`
const absolute = `/(?:${segment}+(?:/${segment}*)*)?`
const rootless = `${segment}+(?:/${segment}*)*`
const relative = `(?:[${plain}@-]|${escaped})+(?:/${segment}*)*`

/** A URI of RFC 3986, with its scheme. */
export const uriPattern = `[A-Za-z][A-Za-z0-9+.-]*:(?:${authority}|${absolute}|${rootless})?${rest}`
/** The same, or one that is relative to another. */
export const uriReferencePattern = `(?:${uriPattern})|(?:${authority}|${absolute}|${relative})?${rest}`
