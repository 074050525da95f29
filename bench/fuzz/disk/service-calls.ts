import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServedProgram, serveProgram } from '../../load/served-program.ts';
import { type FailingCalls, prepareFailingCalls } from './calls/failing-calls.ts';
import { type DiskSubject, FuzzCounter } from './disk-subject.ts';

const QUESTION = '智慧医疗由谁牵头？';
const SETTINGS = { EMBEDDINGS: 'local', READER: 'off' };

/**
 * The whole program, on the seeds, while the n-th call below its folder of stores fails with EIO, once or from there on: an answer, a second one in its
 * conversation, a verdict, the list. A case survives where both are answered as ever, kept or with the notice that they are not; where
 * what needs a store does its work or says 503; where readiness and metrics tell a failure that lasts; and where all is well once calls
 * work again. At the end every turn that was acknowledged is there for a program that is started anew.
 */
export const subject: DiskSubject = {
  name: 'service-calls',
  async run(options) {
    const counter = new FuzzCounter(options);
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'tiaowen-fuzz-service-')));
    try {
      const prepared = prepareFailingCalls(root);
      if (prepared === null) return { ...counter.result(), leftOut: 'no C compiler, or no LD_PRELOAD' };
      const settings = { ...SETTINGS, DATA_DIR: join(root, 'data') };
      const calls = prepared(join(root, 'data', 'stores'));
      const kept: Kept[] = [];
      try {
        const program = await serveProgram({ ...settings, ...calls.environment });
        try {
          await useService(program, kept);
          calls.count();
          await useService(program, kept);
          for (let at = 1, last = calls.seen().calls; at <= last; at++)
            for (const isLasting of [false, true])
              await counter.try(`call ${at}${isLasting ? ' and all after it' : ''}`, () =>
                tryCase({ program, calls, kept, at, isLasting }),
              );
        } finally {
          await program.stop();
        }
        const restarted = await serveProgram(settings);
        try {
          await counter.always(`${kept.length} turns after a restart`, async () => {
            for (const turn of kept) await requireKept(restarted, turn);
          });
        } finally {
          await restarted.stop();
        }
      } finally {
        calls.close();
      }
    } finally {
      rmSync(root, { recursive: true });
    }
    return counter.result();
  },
};

interface Kept {
  readonly conversationId: string;
  readonly messageId: string;
  readonly answer: string;
}

interface Case {
  readonly program: ServedProgram;
  readonly calls: FailingCalls;
  /** What was acknowledged so far. */
  readonly kept: Kept[];
  readonly at: number;
  readonly isLasting: boolean;
}

async function tryCase({ program, calls, kept, at, isLasting }: Case): Promise<void> {
  const before = await notKeptCount(program);
  calls.fail(at, isLasting);
  try {
    const missed = await useService(program, kept);
    const told = (await notKeptCount(program)) - before;
    if (told !== missed) throw new Error(`${missed} answers were not kept, the metric tells ${told}`);
    const { failed } = calls.seen();
    const { status, body } = await send(program, '/readyz');
    if (isLasting && failed.length > 0 && (status !== 503 || !/读写失败/.test(String(body['detail']))))
      throw new Error(`ready is ${status} ${JSON.stringify(body)}`);
  } catch (error) {
    throw new Error(`(${calls.seen().failed}) ${error instanceof Error ? error.message : error}`);
  } finally {
    calls.count();
  }
  const { status, body } = await send(program, '/readyz');
  if (status !== 200) throw new Error(`ready is ${status} afterwards: ${body['detail']}`);
  if ((await useService(program, kept)) > 0) throw new Error('does not keep answers afterwards');
}

/** How many answers were not kept. Throws for what no asker is to see. */
async function useService(program: ServedProgram, kept: Kept[]): Promise<number> {
  let missed = 0;
  let conversationId: string | undefined;
  for (const message of [QUESTION, '由谁配合？']) {
    const { status, body } = await send(program, '/api/chat', {
      message,
      ...(conversationId !== undefined && { conversationId }),
    });
    if (status !== 200) throw new Error(`an answer is ${status} ${JSON.stringify(body)}`);
    if (kept[0] && message === QUESTION && body['answer'] !== kept[0].answer)
      throw new Error('the answer is another one');
    const notices = ((body['notices'] ?? []) as { code: string }[]).map(({ code }) => code);
    if (notices.includes('not-kept')) {
      missed++;
      continue;
    }
    const turn = body as unknown as Kept;
    kept.push({ conversationId: turn.conversationId, messageId: turn.messageId, answer: turn.answer });
    conversationId = turn.conversationId;
    await requireDoneOrTold(program, '/api/feedback', { messageId: turn.messageId, verdict: 'up' });
  }
  await requireDoneOrTold(program, '/api/conversations');
  return missed;
}

async function requireDoneOrTold(program: ServedProgram, path: string, sent?: object): Promise<void> {
  const { status, body } = await send(program, path, sent);
  if (status === 200 || (status === 503 && body['code'] === 'store-unavailable')) return;
  throw new Error(`${path} is ${status} ${JSON.stringify(body)}`);
}

async function requireKept(
  program: ServedProgram,
  { conversationId, messageId, answer }: Kept,
): Promise<void> {
  const { status, body } = await send(program, `/api/conversations/${conversationId}`);
  const turns = (body['turns'] ?? []) as { messageId: string; answer: { answer: string } }[];
  const found = turns.find((turn) => turn.messageId === messageId);
  if (found?.answer.answer !== answer) throw new Error(`lost: ${status} ${JSON.stringify(found)}`);
}

async function notKeptCount(program: ServedProgram): Promise<number> {
  const text = await (await fetch(new URL('/metrics', program.url))).text();
  return Number(/^tiaowen_answers_not_kept_total (\d+)/m.exec(text)?.[1]);
}

async function send(program: ServedProgram, path: string, sent?: object) {
  const response = await fetch(new URL(path, program.url), {
    ...(sent && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sent),
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
