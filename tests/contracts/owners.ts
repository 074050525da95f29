import type { ConversationOwner } from '../../src/domain/conversation.ts';

export const ANYONE: ConversationOwner = { keyId: 'anonymous', endUser: null };
/** To whom nothing of ANYONE's exists. */
export const OTHERS: readonly (readonly [string, ConversationOwner])[] = [
  ['another key', { keyId: 'other', endUser: null }],
  ['an end user of the same key', { keyId: 'anonymous', endUser: 'u1' }],
  ['an end user with an empty name', { keyId: 'anonymous', endUser: '' }],
  ['a very long end user', { keyId: 'anonymous', endUser: '用户'.repeat(5000) }],
];
