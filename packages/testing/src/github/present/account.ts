import { ACTIONS_BOT } from '../token.ts'
import type { World } from '../world.ts'

/** A stable id for a login, as the emulation keeps no accounts. */
export function accountId(login: string): number {
  let hash = 0
  for (const character of login.toLowerCase()) hash = (hash * 31 + character.charCodeAt(0)) % 1_000_003
  return login === ACTIONS_BOT ? 41898282 : 1000 + hash
}

export function presentAccount(world: World, login: string): Record<string, unknown> {
  const bot = login.endsWith('[bot]')
  return {
    login,
    id: accountId(login),
    node_id: `U_${accountId(login)}`,
    avatar_url: `${world.webUrl}/${encodeURIComponent(login)}.png`,
    url: `${world.base}/users/${encodeURIComponent(login)}`,
    html_url: bot ? `${world.webUrl}/apps/${login.replace('[bot]', '')}` : `${world.webUrl}/${login}`,
    type: bot ? 'Bot' : 'User',
    site_admin: false,
  }
}
