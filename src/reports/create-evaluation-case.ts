import type { ConversationStore, KeptTurn } from '../assistant/ports/conversation-store.ts';
import type { Turn } from '../domain/conversation.ts';
import type { Feedback } from '../domain/feedback.ts';
import { maskPersonalNumbers } from '../language/personal-numbers.ts';
import { REASON_NAMES } from './reason-names.ts';

/** A line of tests/quality, to be completed by a person: `npm run eval` lists it as open until `open` is taken away. */
export interface OpenCase {
  readonly id: string;
  readonly kind: 'disputed';
  readonly turns: readonly string[];
  readonly cite: readonly { readonly doc: string; readonly quote: string }[];
  readonly cite_mode: 'all';
  readonly also_ok: readonly never[];
  readonly units: null;
  readonly answer_contains: readonly never[];
  readonly refuse: false;
  /** What was answered, for whoever completes the case. */
  readonly note: string;
  readonly open: true;
}

/** The turns of a message's conversation up to it, whoever owns it; null where the message is not kept. */
export async function findTurnsUpTo(
  conversations: Pick<ConversationStore, 'turnsSince'>,
  messageId: string,
): Promise<readonly Turn[] | null> {
  let before: KeptTurn[] = [];
  for await (const kept of conversations.turnsSince('')) {
    before = before[0]?.conversationId === kept.conversationId ? [...before, kept] : [kept];
    if (kept.turn.messageId === messageId) return before.map(({ turn }) => turn);
  }
  return null;
}

/** The case of the last of `turns`; numbers of persons are masked. What a right answer must hold is left open. */
export function createEvaluationCase(turns: readonly Turn[], said: Feedback | null): OpenCase {
  const turn = turns.at(-1)!;
  return {
    id: `disputed-${turn.messageId}`,
    kind: 'disputed',
    turns: turns.map(({ question }) => maskPersonalNumbers(question)),
    cite: [],
    cite_mode: 'all',
    also_ok: [],
    units: null,
    answer_contains: [],
    refuse: false,
    note: maskPersonalNumbers(describeOutcome(turn, said)),
    open: true,
  };
}

function describeOutcome({ askedAt, answer }: Turn, said: Feedback | null): string {
  const { refusal, citations, responsibleUnits } = answer;
  const cited = citations.map(({ sourceFile, quote }) => `${sourceFile}“${quote.trim()}”`);
  const units = responsibleUnits.map(({ name, role }) => `${name}（${role}）`);
  return [
    `提问于 ${askedAt}`,
    said && `评价：${said.verdict}${said.comment === null ? '' : `，${said.comment}`}`,
    refusal
      ? `当时未答（${REASON_NAMES[refusal.reason]}）：${refusal.message}`
      : `当时的答案：${answer.answer}`,
    cited.length > 0 && `所引：${cited.join('；')}`,
    units.length > 0 && `单位：${units.join('、')}`,
  ]
    .filter((line) => line !== false && line !== null)
    .join('\n');
}
