import type { Config } from '../../config/config.ts';
import type { Secret } from '../../config/secret.ts';
import type { Secrets } from '../../config/secrets.ts';

export interface WecomSettings {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: Secret;
  readonly token: Secret;
  readonly encodingAesKey: Secret;
  readonly apiUrl: string;
}

/** Null unless everything is there that it takes to tell who calls, and to answer. */
export function readWecomSettings(config: Config, secrets: Secrets): WecomSettings | null {
  const { corpId, agentId, apiUrl } = config.channels.wecom;
  const { wecomSecret: secret, wecomToken: token, wecomEncodingAesKey: encodingAesKey } = secrets;
  if (corpId === null || agentId === null) return null;
  if (secret === null || token === null || encodingAesKey === null) return null;
  return { corpId, agentId, secret, token, encodingAesKey, apiUrl };
}
