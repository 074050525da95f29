import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteConversationStore } from '../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import { answerOnce } from '../../src/assistant/answer-once.ts';
import type { ConversationStore } from '../../src/assistant/ports/conversation-store.ts';
import { openSqliteChannelInbox } from '../../src/channels/adapters/embedded/sqlite-channel-inbox.ts';
import { createChannelDesk } from '../../src/channels/create-channel-desk.ts';
import type { ChannelInbox } from '../../src/channels/ports/channel-inbox.ts';
import type { ChannelReplier } from '../../src/channels/ports/channel-question.ts';
import type { Answer } from '../../src/domain/answer.ts';
import { NotFoundError } from '../../src/domain/errors/not-found-error.ts';
import { openSqliteFeedbackStore } from '../../src/feedback/adapters/embedded/sqlite-feedback-store.ts';
import type { FeedbackStore } from '../../src/feedback/ports/feedback-store.ts';
import { makeQuestion } from '../contracts/channel-inbox.contract.ts';
import { makeTurn } from '../contracts/conversation-store.contract.ts';

let dataDir: string;
let inbox: ChannelInbox;
let conversations: ConversationStore;
let feedback: FeedbackStore;
let now: Date;
let shown: string[];
let answered: number;
/** Called before an answer is made. */
let beforeAnswer: () => Promise<void>;
/** Called before anything is shown. */
let beforeShown: (what: string) => Promise<void>;
let errors: string[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-desk-'));
  inbox = openSqliteChannelInbox({ dataDir });
  conversations = openSqliteConversationStore({ dataDir });
  feedback = openSqliteFeedbackStore({ dataDir });
  now = new Date('2026-01-01T00:00:00Z');
  shown = [];
  errors = [];
  answered = 0;
  beforeAnswer = async () => {};
  beforeShown = async () => {};
});
afterEach(async () => {
  await Promise.all([inbox.close(), conversations.close(), feedback.close()]);
  rmSync(dataDir, { recursive: true });
});

/** Answers and keeps turns as the real one does: one for a request. */
const assistant = () =>
  answerOnce(
    {
      async answer(request, { owner }, { request: made } = {}) {
        await beforeAnswer();
        const { conversationId: known } = request;
        if (known !== undefined && !(await conversations.get(known, owner)))
          throw new NotFoundError('没有这个对话');
        const n = ++answered;
        const turn = makeTurn(n, request.message);
        const conversationId = known ?? `c${n}`;
        const answer: Answer = { ...turn.answer, conversationId, messageId: turn.messageId };
        const options = { create: known === undefined, ...(made && { request: made }) };
        await conversations.appendTurn(conversationId, owner, { ...turn, answer }, options);
        return answer;
      },
    },
    conversations,
  );

let handles = 0;
const replier: ChannelReplier = {
  async showWaiting({ messageKey }) {
    await beforeShown('waiting');
    const handle = { ts: `h${++handles}` };
    shown.push(`${messageKey} waits as ${handle.ts}`);
    return handle;
  },
  async showAnswer({ messageKey }, answer, handle) {
    await beforeShown('answer');
    shown.push(`${messageKey} ${answer.resolvedQuestion} in ${answer.conversationId} as ${handle?.ts}`);
  },
  async showNotice({ messageKey }, notice, handle) {
    await beforeShown('notice');
    shown.push(`${messageKey} ${notice} as ${handle?.ts}`);
  },
};

function openDesk(changes: Partial<Parameters<typeof createChannelDesk>[0]> = {}) {
  handles = 0;
  return createChannelDesk({
    channel: 'test',
    assistant: assistant(),
    inbox,
    conversations,
    feedback,
    replier,
    visibilityOf: () => 'all',
    questionsPerMinute: null,
    logger: { info: () => {}, error: (_fields, message) => void errors.push(message) },
    now: () => now,
    ...changes,
  });
}

const OWNER = { keyId: 'test', endUser: 'T1:C1:1' };

describe('a question over a channel', () => {
  it('is acknowledged before it is answered, waits visibly and is answered in the same place', async () => {
    const desk = openDesk();
    expect(await desk.receive(makeQuestion(1))).toBe(true);
    expect(answered).toBe(0);
    await desk.settled();
    expect(shown).toEqual(['T1:C1:1 waits as h1', 'T1:C1:1 第1个问题 in c1 as h1']);
  });

  it('is answered once however often it comes, before, while and after it is answered', async () => {
    const desk = openDesk();
    const came = [desk.receive(makeQuestion(1)), desk.receive(makeQuestion(1))];
    beforeAnswer = async () => {
      came.push(desk.receive(makeQuestion(1)));
    };
    await Promise.all(came);
    await desk.settled();
    came.push(openDesk().receive(makeQuestion(1)));
    expect(await Promise.all(came)).toEqual([true, false, false, false]);
    expect(answered).toBe(1);
    expect(shown).toHaveLength(2);
  });

  it('follows in its thread, in order; other threads begin conversations of their own', async () => {
    const desk = openDesk();
    await desk.receive(makeQuestion(1));
    await desk.receive(makeQuestion(2));
    await desk.receive(makeQuestion(3, { threadKey: 'T1:C1:3' }));
    await desk.settled();
    const conversation = await conversations.get('c1', OWNER);
    expect(conversation?.turns.map(({ question }) => question)).toEqual(['第1个问题', '第2个问题']);
    expect(
      shown.filter((line) => line.includes(' in c')).map((line) => /in (c\d)/.exec(line)![1]),
    ).toHaveLength(3);
    expect(await inbox.conversationOf('test', 'T1:C1:3')).not.toBe('c1');
  });

  it('begins anew where the conversation of its thread was deleted', async () => {
    const desk = openDesk();
    await desk.receive(makeQuestion(1));
    await desk.settled();
    await conversations.delete('c1', OWNER);
    await desk.receive(makeQuestion(2));
    await desk.settled();
    expect(shown.at(-1)).toContain('第2个问题 in c2');
  });

  it('many at once are all answered, a few at a time', async () => {
    let open = 0;
    let most = 0;
    beforeAnswer = async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 1));
      open--;
    };
    const desk = openDesk();
    const keys = Array.from({ length: 200 }, (_, n) =>
      makeQuestion(n, { threadKey: `t${n}`, userKey: `u${n % 50}` }),
    );
    await Promise.all(keys.map((question) => desk.receive(question)));
    await desk.settled();
    expect(answered).toBe(200);
    expect(most).toBeLessThanOrEqual(8);
    expect(new Set(shown.filter((line) => line.includes(' in c'))).size).toBe(200);
  });

  it.each([
    ['a person who asks too often', { questionsPerMinute: 1 }, {}, 'too-many'],
    ['a place where nothing may be seen', { visibilityOf: () => null }, {}, 'nothing-visible'],
    ['what is longer than a question', {}, { text: '问'.repeat(4001) }, 'too-long'],
  ] as const)('tells %s kindly, without asking', async (_title, options, changes, notice) => {
    const desk = openDesk(options);
    if ('questionsPerMinute' in options) {
      await desk.receive(makeQuestion(1));
      await desk.settled();
    }
    await desk.receive(makeQuestion(2, changes));
    await desk.settled();
    expect(shown.at(-1)).toBe(`T1:C1:2 ${notice} as undefined`);
    expect(answered).toBe('questionsPerMinute' in options ? 1 : 0);
  });

  it('says that it failed, once, and is not tried for ever', async () => {
    beforeAnswer = async () => {
      throw new Error('broken');
    };
    const desk = openDesk();
    await desk.receive(makeQuestion(1));
    await desk.settled();
    expect(shown.at(-1)).toBe('T1:C1:1 failed as h1');
    expect(errors).toContain('a question of a channel was not answered');
    now = new Date('2026-01-01T01:00:00Z');
    expect(await desk.resumeStranded()).toBe(0);
  });

  it('is answered where the waiting sign could not be shown', async () => {
    beforeShown = async (what) => {
      if (what === 'waiting') throw new Error('no');
    };
    const desk = openDesk();
    await desk.receive(makeQuestion(1));
    await desk.settled();
    expect(shown).toEqual(['T1:C1:1 第1个问题 in c1 as undefined']);
  });
});

describe('a process that dies', () => {
  /** The work never goes on; what was promised to the channel stays. */
  const die = () => {
    hasDied = true;
    return new Promise<never>(() => {});
  };
  let hasDied = false;

  it.each([
    ['before the answer was made', () => (beforeAnswer = die)],
    [
      'after the turn was kept, before it was shown',
      () => (beforeShown = async (what) => (what === 'answer' ? die() : undefined)),
    ],
  ])('%s leaves the question to the next one: one turn, shown in the same place', async (_title, break_) => {
    hasDied = false;
    break_();
    const first = openDesk();
    await first.receive(makeQuestion(1));
    while (!shown.length || !hasDied) await new Promise((resolve) => setTimeout(resolve, 5));

    beforeAnswer = async () => {};
    beforeShown = async () => {};
    const second = openDesk();
    expect(await second.resumeStranded()).toBe(0);
    now = new Date('2026-01-01T00:10:00Z');
    expect(await second.receive(makeQuestion(1))).toBe(false);
    expect(await second.resumeStranded()).toBe(1);
    await second.settled();
    expect(shown).toEqual(['T1:C1:1 waits as h1', 'T1:C1:1 第1个问题 in c1 as h1']);
    expect((await conversations.get('c1', OWNER))?.turns).toHaveLength(1);
    expect(await second.resumeStranded()).toBe(0);
  });

  it('again and again over the same question is told that it failed', async () => {
    beforeAnswer = die;
    await openDesk().receive(makeQuestion(1));
    while (!shown.length) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const minute of [10, 20, 30]) {
      now = new Date(Date.UTC(2026, 0, 1, 0, minute));
      const desk = openDesk();
      await desk.resumeStranded();
      if (minute === 30) await desk.settled();
    }
    expect(shown.at(-1)).toBe('T1:C1:1 failed as h1');
  });
});

describe('a question that is deleted where it was asked', () => {
  it('loses its turn and what was said about it', async () => {
    const desk = openDesk();
    await desk.receive(makeQuestion(1));
    await desk.receive(makeQuestion(2));
    await desk.settled();
    expect(await desk.giveFeedback('T1:C1:1', 'm1', { verdict: 'down', comment: '打13800138000' })).toBe(
      true,
    );
    expect((await feedback.get('m1', OWNER))?.comment).toBe('打〔手机号〕');
    await desk.forget('T1:C1:1');
    expect(await feedback.get('m1', OWNER)).toBeNull();
    expect((await conversations.get('c1', OWNER))?.turns.map(({ messageId }) => messageId)).toEqual(['m2']);
    await desk.forget('unknown');
  });

  it('also while it is being answered', async () => {
    const desk = openDesk();
    beforeAnswer = async () => desk.forget('T1:C1:1');
    await desk.receive(makeQuestion(1));
    await desk.settled();
    expect(await conversations.get('c1', OWNER)).toBeNull();
  });
});

it('feedback counts only for an answer of the thread', async () => {
  const desk = openDesk();
  await desk.receive(makeQuestion(1));
  await desk.settled();
  expect(await desk.giveFeedback('another', 'm1', { verdict: 'up', comment: null })).toBe(false);
  expect(await desk.giveFeedback('T1:C1:1', 'm9', { verdict: 'up', comment: null })).toBe(false);
});
