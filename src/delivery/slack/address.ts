import type { ChannelQuestion } from '../../channels/ports/channel-question.ts';

/** Where the reply to a question goes: into a thread, or to one person in a channel. */
export type Address =
  | { readonly kind: 'thread'; readonly channel: string; readonly threadTs: string; readonly user: string }
  | {
      readonly kind: 'private';
      readonly channel: string;
      readonly user: string;
      readonly responseUrl: string;
      /** Empty outside of a thread. */
      readonly threadTs: string;
    };

/** As it was kept with the question. */
export function addressOf({ address }: Pick<ChannelQuestion, 'address'>): Address {
  return address as unknown as Address;
}
