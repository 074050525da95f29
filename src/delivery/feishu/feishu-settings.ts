import type { Config } from '../../config/config.ts';
import type { Secret } from '../../config/secret.ts';
import type { Secrets } from '../../config/secrets.ts';

export interface FeishuSettings {
  readonly appId: string;
  readonly appSecret: Secret;
  /** At least one of the two is there. */
  readonly verificationToken: Secret | null;
  readonly encryptKey: Secret | null;
  readonly apiUrl: string;
}

/** Null unless everything is there that it takes to tell who calls, and to answer. */
export function readFeishuSettings(config: Config, secrets: Secrets): FeishuSettings | null {
  const { appId, apiUrl } = config.channels.feishu;
  const { feishuAppSecret: appSecret, feishuVerificationToken, feishuEncryptKey } = secrets;
  if (appId === null || appSecret === null) return null;
  if (feishuVerificationToken === null && feishuEncryptKey === null) return null;
  return {
    appId,
    appSecret,
    verificationToken: feishuVerificationToken,
    encryptKey: feishuEncryptKey,
    apiUrl,
  };
}
