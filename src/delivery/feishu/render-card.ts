import { type ChannelMarkup, renderAnswerLines } from '../../channels/rendering/answer-lines.ts';
import { layOutAnswer } from '../../channels/rendering/lay-out-answer.ts';
import { packLines } from '../../channels/rendering/pack-lines.ts';
import type { Answer } from '../../domain/answer.ts';

/** A card of Feishu's schema 2.0. */
export interface FeishuCard {
  readonly schema: '2.0';
  readonly config: { readonly update_multi: true; readonly summary: { readonly content: string } };
  readonly body: { readonly elements: readonly object[] };
}

/** A card may have 30 kB; what stands around the text takes the rest. */
const LONGEST_TEXT = 24_000;

/** Signs that Feishu's markdown may take for emphasis, links, mentions, code, tables and entities. */
const SIGNS = new Set('&<>*_~`[]()|\\$!#');
/** Those that begin an item, a quotation or a ruler. */
const LINE_SIGNS = new Set('-+=.');

const MARKUP: ChannelMarkup = {
  escape: (character, isAtLineStart) =>
    SIGNS.has(character) || (isAtLineStart && LINE_SIGNS.has(character))
      ? `&#${character.codePointAt(0)};`
      : character,
  strong: (text) => `**${text}**`,
  link: (text, url) => `[${text}](${url})`,
};

/**
 * An answer as cards: one, or several where it is longer than a card may be; then no footnote is lost. The last has the buttons, whose
 * `value` comes back with a verdict.
 */
export function renderAnswerCards(
  answer: Answer,
  { publicUrl, threadKey }: { readonly publicUrl: string; readonly threadKey: string },
): FeishuCard[] {
  const lines = layOutAnswer(renderAnswerLines(answer, MARKUP, publicUrl), MARKUP);
  const texts = packLines(lines, { limit: LONGEST_TEXT, sizeOf: sizeInJson });
  const summary = answer.refused ? '没有找到依据' : '已答复';
  return texts.map((content, i) =>
    card(summary, [
      { tag: 'markdown', content },
      ...(i === texts.length - 1 && answer.refusal === null
        ? [buttons({ messageId: answer.messageId, threadKey })]
        : []),
    ]),
  );
}

/** One plain sentence: the waiting sign, a notice. */
export function renderTextCard(text: string): FeishuCard {
  return card(text, [
    { tag: 'markdown', content: [...text].map((sign) => MARKUP.escape(sign, false)).join('') },
  ]);
}

/** `summary` is what lists of chats show. */
function card(summary: string, elements: readonly object[]): FeishuCard {
  return {
    schema: '2.0',
    config: { update_multi: true, summary: { content: summary } },
    body: { elements },
  };
}

function buttons(target: { readonly messageId: string; readonly threadKey: string }): object {
  const button = (content: string, verdict: 'up' | 'down') => ({
    tag: 'button',
    size: 'small',
    text: { tag: 'plain_text', content },
    behaviors: [{ type: 'callback', value: { verdict, ...target } }],
  });
  const columns = [button('👍 有用', 'up'), button('👎 没用', 'down')].map((element) => ({
    tag: 'column',
    width: 'auto',
    elements: [element],
  }));
  return { tag: 'column_set', columns };
}

/** Bytes of a text within the JSON that is sent, which is itself a text within JSON. */
function sizeInJson(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
