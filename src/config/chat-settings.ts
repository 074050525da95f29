import type { ChatConfig, Config } from './config.ts';
import type { Secrets } from './secrets.ts';

/** Which chat model to use, with its key; what `createChatModel` of `src/models` takes. */
export interface ChatSettings extends Omit<ChatConfig, 'baseUrl'> {
  readonly apiKey: string;
  readonly baseUrl?: string;
}

/** Local services ask for no key, but the protocol's client does. */
const NO_KEY = 'none';

/** Null where no model is to be used. */
export function chooseChatModel({ chat }: Config, { openaiApiKey }: Secrets): ChatSettings | null {
  if (chat === null) return null;
  const { baseUrl, ...rest } = chat;
  return { ...rest, apiKey: openaiApiKey?.reveal() ?? NO_KEY, ...(baseUrl !== null && { baseUrl }) };
}
