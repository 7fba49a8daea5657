import { certain, type PersonalDetector } from './detector.ts'

const form = /^(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}$/

/** AAA-GG-SSSS as the US Social Security Administration gives them: no area 000, 666 or 900 and up, no group 00, no serial 0000. */
export const usSsn: PersonalDetector = {
  ...certain,
  kind: 'us_ssn',
  prefilter: '\\s*[0-8][0-9]{2}-[0-9]{2}-[0-9]{4}\\s*',
  test: (text) => form.test(text.trim()),
}
