import type { Caller } from '../../assistant/ports/assistant.ts';

/** Without keys everyone is the same caller and sees every document. */
export const ANONYMOUS: Caller = { owner: { keyId: 'anonymous', endUser: null }, visibility: 'all' };
