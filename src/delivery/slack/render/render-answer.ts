import type { Answer, Statement } from '../../../domain/answer.ts';
import { describeUnits } from '../../../domain/describe-units.ts';
import { ACTIONS, type ActionValue } from './action-values.ts';
import { type Block, type Button, context, LONGEST_TEXT, packSections, type SlackMessage } from './blocks.ts';
import { escapeMrkdwn, renderLink } from './escape-mrkdwn.ts';
import { type Page, paginate } from './paginate.ts';
import { renderFootnote, shorten } from './render-footnote.ts';
import { splitText } from './split-text.ts';

export interface RenderOptions {
  readonly publicUrl: string;
  /** Of the thread that the answer stands in: buttons carry it. */
  readonly threadKey: string;
  /** `direct`: between the asker and the bot; `private`: only the asker sees it, in a channel. */
  readonly audience: 'channel' | 'direct' | 'private';
  /** The rest is shown already. */
  readonly isExpanded?: boolean;
}

const MOST_NEAREST = 5;
const MOST_UNITS_LENGTH = 2000;
const MOST_NOTICES_LENGTH = 1000;

/**
 * An answer as messages: the first stands in the place of the question's reply, the others are its rest. Every citation is a footnote of one of
 * them at least; none is beyond Slack's limits.
 */
export function renderAnswer(answer: Answer, options: RenderOptions): readonly SlackMessage[] {
  const pages = layOut(answer, options.publicUrl);
  return pages.map((page, i) => ({
    text: shorten(page.lines[0] ?? '答复', 200),
    blocks: [
      ...packSections(page.lines),
      ...renderFootnotes(page, answer, options.publicUrl),
      ...(i === 0 ? renderEnd(answer, pages, options) : []),
      ...renderClauseButtons(page, answer, options.threadKey),
      ...(i === 0 ? [renderButtons(answer, pages, options)] : []),
    ],
  }));
}

function layOut({ statements, citations, answer }: Answer, publicUrl: string): Page[] {
  const lengths = new Map(
    citations.map((citation) => [citation.marker, renderFootnote(citation, publicUrl).length]),
  );
  const used = new Set(statements.flatMap(({ markers }) => markers));
  const unused = citations.map(({ marker }) => marker).filter((marker) => !used.has(marker));
  const told: readonly Statement[] = statements.length > 0 ? statements : [{ text: answer, markers: [] }];
  const all = unused.length > 0 ? [...told, { text: '另见', markers: unused }] : told;
  return paginate(all, (marker) => lengths.get(marker) ?? 0);
}

function renderFootnotes(page: Page, { citations }: Answer, publicUrl: string): Block[] {
  const own = citations.filter(({ marker }) => page.markers.includes(marker));
  if (own.length === 0) return [];
  const lines = own.map((citation) => renderFootnote(citation, publicUrl));
  return [{ type: 'divider' }, ...packSections(['*出处*', ...lines], '\n')];
}

/** Units by role, nearest clauses of a refusal, notices, and how the words were made. */
function renderEnd(answer: Answer, pages: readonly Page[], { publicUrl }: RenderOptions): Block[] {
  const { responsibleUnits, refusal, notices = [], aiGenerated = false, refused, followUps } = answer;
  const units = describeUnits(responsibleUnits).map((line) =>
    escapeMrkdwn(shorten(line, MOST_UNITS_LENGTH / 3)),
  );
  const nearest = (refusal?.nearest ?? [])
    .slice(0, MOST_NEAREST)
    .map(({ url, documentTitle, path, title }) => {
      const name = shorten(`《${documentTitle}》${path.at(-1) ?? title}`, 150);
      return `• ${renderLink(`${publicUrl}${url}`, name)}`;
    });
  const said = notices.map(({ message }) => `注意：${message}`).join('\n');
  return [
    ...(units.length > 0 ? packSections(units, '\n') : []),
    ...(nearest.length > 0 ? packSections(['*相近的条文*', ...nearest], '\n') : []),
    ...(said === '' ? [] : [context(escapeMrkdwn(shorten(said, MOST_NOTICES_LENGTH)))]),
    ...(followUps.length > 0
      ? [context(escapeMrkdwn(`还可以问：${shorten(followUps.join(' / '), MOST_NOTICES_LENGTH)}`))]
      : []),
    ...(refused ? [] : [context(describeMaking(aiGenerated, pages.length))]),
  ];
}

function describeMaking(aiGenerated: boolean, pages: number): string {
  const made = aiGenerated ? 'AI生成·逐句核对' : '原文摘录·引文已核对';
  return pages > 1 ? `${made}·第 1 部分，共 ${pages} 部分` : made;
}

function renderClauseButtons(page: Page, { citations, messageId }: Answer, threadKey: string): Block[] {
  const own = citations.filter(({ marker }) => page.markers.includes(marker));
  if (own.length === 0) return [];
  const elements = own.map(({ marker }) =>
    button(`${ACTIONS.clause}:${marker}`, `条文全文 [${marker}]`, { t: threadKey, m: messageId, n: marker }),
  );
  return [{ type: 'actions', block_id: 'clauses', elements }];
}

function renderButtons(
  { messageId, refused }: Answer,
  pages: readonly Page[],
  { threadKey, audience, isExpanded = false }: RenderOptions,
): Block {
  const value = { t: threadKey, m: messageId };
  const elements = [
    ...(pages.length > 1 && !isExpanded
      ? [button(ACTIONS.showAll, `显示全部（还有 ${pages.length - 1} 部分）`, value)]
      : []),
    button(ACTIONS.up, '👍 有用', value),
    button(ACTIONS.down, '👎 没用', value),
    ...(audience === 'channel' ? [button(ACTIONS.showMe, '仅自己可见', value)] : []),
    ...(audience === 'private' && !refused ? [button(ACTIONS.share, '发到频道', value)] : []),
  ];
  return { type: 'actions', block_id: 'answer', elements };
}

function button(actionId: string, text: string, value: ActionValue): Button {
  const shown = { type: 'plain_text' as const, text };
  return { type: 'button', action_id: actionId, text: shown, value: JSON.stringify(value) };
}

/** The whole clause of a citation, for one person. */
export function renderClause(
  { label, text, documentNumber, issuer, issuedOn }: Answer['citations'][number],
  link: string,
): SlackMessage {
  const about = [documentNumber, issuer, issuedOn].filter((part) => part !== null).join('，');
  const pieces = splitText(escapeMrkdwn(text), LONGEST_TEXT).slice(0, 8);
  return {
    text: shorten(escapeMrkdwn(label), 200),
    blocks: [
      ...packSections([`*${renderLink(link, shorten(label, 150))}*`]),
      ...packSections(pieces),
      ...(about === '' ? [] : [context(escapeMrkdwn(shorten(about, 300)))]),
    ],
  };
}
