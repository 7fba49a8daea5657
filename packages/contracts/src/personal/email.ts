import { certain, type PersonalDetector } from './detector.ts'

const local = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
const domain = '(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}'
const form = new RegExp(`^${local}@${domain}$`)
const maxLength = 254

/** An address of RFC 5321 with a dotted domain; quoted local parts and addresses in digits are left out. */
export const email: PersonalDetector = {
  ...certain,
  kind: 'email',
  prefilter: '\\s*[^\\s@]+@[^\\s@]+\\.[A-Za-z]{2,63}\\s*',
  test: (text) => text.trim().length <= maxLength && form.test(text.trim()),
}
