import { dropPasted } from './drop-pasted.ts';

/** What is read of a long message: people ask at its beginning or at its end. */
const LONGEST_HEAD = 500;
const LONGEST_TAIL = 700;

/** A message as far as it is read. */
export interface CutMessage {
  readonly text: string;
  /** Something in the middle is not read. */
  readonly isCut: boolean;
}

/** Leaves out the middle of a message that is too long to be a question; what was pasted between marks goes first. */
export function cutMessage(message: string): CutMessage {
  const longest = LONGEST_HEAD + LONGEST_TAIL;
  if (message.length <= longest) return { text: message, isCut: false };
  const bare = dropPasted(message);
  if (bare.length <= longest) return { text: bare, isCut: false };
  return { text: `${bare.slice(0, LONGEST_HEAD)}\n${bare.slice(-LONGEST_TAIL)}`, isCut: true };
}

/** Said of an answer to a message of which only a part was read. */
export const CUT_SENTENCE = `来文过长，只读了开头${LONGEST_HEAD}字和结尾${LONGEST_TAIL}字；如有遗漏，请缩短后再问。`;
