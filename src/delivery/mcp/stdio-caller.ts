import type { KeyRing } from '../../access/ports/key-ring.ts';
import type { Caller } from '../../assistant/ports/assistant.ts';
import type { Secret } from '../../config/secret.ts';
import { AccessRefusedError } from '../../domain/errors/access-refused-error.ts';

/** Without keys: whoever starts the program; its conversations are kept apart from those over HTTP. */
const LOCAL: Caller = { owner: { keyId: 'mcp', endUser: null }, visibility: 'all' };

/**
 * On whose behalf a program asks that a client started: looked up at every call, because a key may be revoked meanwhile. Throws
 * AccessRefusedError where keys are configured and this is none that may ask.
 */
export function stdioCaller(keys: KeyRing | null, secret: Secret | null): Caller {
  if (keys === null) return LOCAL;
  if (secret === null)
    throw new AccessRefusedError(
      '已配置访问密钥（API_KEYS_FILE），请在环境变量 TIAOWEN_KEY 中给出一个有 ask 权限的密钥。',
    );
  const holder = keys.holderOf(secret.reveal());
  if (holder === null) throw new AccessRefusedError('TIAOWEN_KEY 不是有效的访问密钥，或已过期、被撤销。');
  if (!holder.scopes.includes('ask') && !holder.scopes.includes('admin'))
    throw new AccessRefusedError('TIAOWEN_KEY 所给的密钥没有 ask 权限。');
  return { owner: { keyId: holder.keyId, endUser: null }, visibility: holder.visibility };
}
