/** Names of variables that may hold what nobody else should read. */
const secret = /token|secret|passw|credential|api_?key|access_?key|private_?key/i

/** The variables that a command of the policy may see: it is given models, and holds no key. */
export function withoutSecrets(variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !secret.test(name)))
}
