import { type ChannelMarkup, renderAnswerLines } from '../../channels/rendering/answer-lines.ts';
import { layOutAnswer } from '../../channels/rendering/lay-out-answer.ts';
import { packLines } from '../../channels/rendering/pack-lines.ts';
import type { Answer } from '../../domain/answer.ts';

/** In bytes; the documented limit is 2048. */
const LONGEST_MESSAGE = 2000;

/** WeCom's markdown has no escapes, so signs that it reads become those of full width that look the same. */
const FULL_WIDTH: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '*': '＊',
  '`': '｀',
};

const MARKUP: ChannelMarkup = {
  escape: (character, isAtLineStart) =>
    FULL_WIDTH[character] ?? (character === '#' && isAtLineStart ? '＃' : character),
  strong: (text) => `**${text}**`,
  link: (text, url) => `[${text}](${url})`,
};

/** An answer as markdown messages, one or several; no footnote is lost. */
export function renderMessages(answer: Answer, { publicUrl }: { readonly publicUrl: string }): string[] {
  const lines = layOutAnswer(renderAnswerLines(answer, MARKUP, publicUrl), MARKUP);
  return packLines(lines, { limit: LONGEST_MESSAGE, sizeOf: (text) => Buffer.byteLength(text) });
}
