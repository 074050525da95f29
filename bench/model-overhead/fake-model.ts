import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ChatBody } from '../../tests/support/fake-openai-service.ts';

/** How a reply is timed; as the fake service takes it. */
export interface Timetable {
  readonly firstDelayMs: number;
  readonly delayMs: number;
  /** Characters of one piece. */
  readonly chunkSize: number;
}

/** A call as the service saw it; times by shared-clock.ts. */
export interface ModelCall {
  /** As the prompt has it. */
  readonly question: string;
  readonly body: ChatBody;
  /** The reply. */
  readonly text: string;
  readonly isWhole: boolean;
  /** Statements in the reply. */
  readonly statements: number;
  /** Its body was complete. */
  readonly receivedAt: number;
  readonly firstPieceAt: number;
  /** The piece with the end of the first statement left. */
  readonly firstStatementAt: number;
  readonly lastPieceAt: number;
  /** How far the last piece was behind the timetable. */
  readonly latenessMs: number;
}

/** A fake service that shares no event loop with what is measured. */
export interface FakeModel {
  readonly baseUrl: string;
  /** For calls that come from now on. */
  setTimetable(timetable: Timetable): void;
  /** The earliest call about a question that was not taken yet; waits until it is over. Throws after some seconds. */
  takeCall(question: string): Promise<ModelCall>;
  close(): Promise<void>;
}

const LONGEST_WAIT_MS = 10_000;

export async function startFakeModel(): Promise<FakeModel> {
  const child = fork(fileURLToPath(new URL('fake-model-main.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  const ended = once(child, 'exit');
  const [{ baseUrl }] = (await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => Promise.reject(new Error(`the fake service ended with code ${code}`))),
  ])) as [{ baseUrl: string }];
  const calls = new Map<string, ModelCall[]>();
  const takers = new Map<string, (call: ModelCall) => void>();
  child.on('message', (message) => {
    const call = message as ModelCall;
    const take = takers.get(call.question);
    takers.delete(call.question);
    if (take) take(call);
    else calls.set(call.question, [...(calls.get(call.question) ?? []), call]);
  });
  return {
    baseUrl,
    setTimetable: (timetable) => void child.send(timetable),
    async takeCall(question) {
      const known = calls.get(question)?.shift();
      if (known) return known;
      return await new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no call about: ${question}`)), LONGEST_WAIT_MS);
        takers.set(question, (call) => {
          clearTimeout(timer);
          resolve(call);
        });
      });
    },
    async close() {
      child.disconnect();
      await ended;
    },
  };
}
