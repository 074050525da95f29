import { explainFailure, getJson, ServiceProblem } from '../api/client.ts';
import { ConnectionLost, streamAnswer } from '../api/stream-answer.ts';
import type { Conversation, Feedback } from '../api/types.ts';
import { answeredTurn, startTurn, type Turn } from './turn.ts';

/** What is shown of one conversation. */
export interface Dialogue {
  readonly conversationId: string | null;
  readonly turns: readonly Turn[];
  /** Set while a kept conversation is fetched, or when that failed. */
  readonly loading: 'no' | 'yes' | { readonly failed: string };
}

const GONE = '原会话已不存在；重试会另起一个会话。';
const EMPTY: Dialogue = { conversationId: null, turns: [], loading: 'no' };

/** The conversation in hand: it outlives a look at a unit or a document, and tells its watchers of every change. */
export class DialogueKeeper {
  #dialogue: Dialogue = EMPTY;
  #stop: AbortController | null = null;
  readonly #watchers = new Set<(dialogue: Dialogue) => void>();
  readonly #onKept: (conversationId: string) => void;

  /** `onKept` is told after every answer, when the service has kept the turn. */
  constructor(onKept: (conversationId: string) => void) {
    this.#onKept = onKept;
  }

  get current(): Dialogue {
    return this.#dialogue;
  }

  watch(watcher: (dialogue: Dialogue) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Shows another conversation, null for a new one; the one in hand stays as it is. */
  async open(conversationId: string | null): Promise<void> {
    if (conversationId === this.#dialogue.conversationId && this.#dialogue.loading === 'no') return;
    this.#stop?.abort();
    this.#set({ ...EMPTY, conversationId, loading: conversationId === null ? 'no' : 'yes' });
    if (conversationId === null) return;
    const isStill = () => this.#dialogue.conversationId === conversationId;
    try {
      const shown = (await readTurns(conversationId)).map(({ question, answer, feedback }) =>
        answeredTurn(question, answer, feedback),
      );
      if (isStill()) this.#set({ conversationId, loading: 'no', turns: shown });
    } catch (error) {
      if (isStill()) this.#set({ ...this.#dialogue, loading: { failed: explainFailure(error) } });
    }
  }

  /** Begins anew even where nothing was kept yet. */
  startOver(): void {
    this.#stop?.abort();
    this.#set(EMPTY);
  }

  stop(): void {
    this.#stop?.abort();
  }

  /** Asks; `replacing` is the turn of a question that is asked again. */
  async ask(message: string, unit: string, replacing?: string): Promise<void> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    const { conversationId } = this.#dialogue;
    const turn = startTurn(message);
    const { key } = turn;
    const before = this.#dialogue.turns.filter((other) => other.key !== replacing);
    this.#set({ ...this.#dialogue, loading: 'no', turns: [...before, turn] });
    const question = { message, unit, ...(conversationId !== null && { conversationId }) };
    try {
      const answer = await streamAnswer(
        question,
        {
          onCitation: (citation) =>
            this.#change(key, (own) => ({ ...own, citations: [...own.citations, citation] })),
          onText: (text) => this.#change(key, (own) => ({ ...own, text: own.text + text })),
        },
        stop.signal,
      );
      if (!this.#dialogue.turns.some((own) => own.key === key)) return;
      const done = { ...answeredTurn(message, answer), key };
      this.#change(key, () => done);
      this.#set({ ...this.#dialogue, conversationId: answer.conversationId });
      this.#onKept(answer.conversationId);
    } catch (error) {
      const isGone = error instanceof ServiceProblem && error.status === 404 && conversationId !== null;
      const end = describeEnd(error);
      this.#change(key, (own) => ({ ...own, ...end, ...(isGone && { problem: GONE }) }));
      if (isGone) this.#set({ ...this.#dialogue, conversationId: null });
    } finally {
      if (this.#stop === stop) this.#stop = null;
    }
  }

  /** What was said about the answer of a turn, as the service has kept it. */
  keepFeedback(key: string, feedback: Feedback | null): void {
    this.#change(key, (own) => ({ ...own, feedback }));
  }

  #change(key: string, change: (turn: Turn) => Turn): void {
    const turns = this.#dialogue.turns.map((turn) => (turn.key === key ? change(turn) : turn));
    this.#set({ ...this.#dialogue, turns });
  }

  #set(dialogue: Dialogue): void {
    this.#dialogue = dialogue;
    for (const watcher of this.#watchers) watcher(dialogue);
  }
}

function describeEnd(error: unknown): Pick<Turn, 'state' | 'problem'> {
  if ((error as Error).name === 'AbortError') return { state: 'stopped', problem: '已停止。' };
  if (error instanceof ConnectionLost) {
    return { state: 'lost', problem: '网络中断，回答没有收完；已收到的内容保留如上。' };
  }
  if (error instanceof ServiceProblem) return { state: 'failed', problem: error.message };
  return { state: 'failed', problem: explainFailure(error) };
}

/** All turns in order, a page at a time from the end. */
async function readTurns(conversationId: string): Promise<Conversation['turns']> {
  const turns: Conversation['turns'][number][] = [];
  for (let before = ''; ; ) {
    const path = `/api/conversations/${encodeURIComponent(conversationId)}${before}`;
    const page = await getJson<Conversation>(path);
    turns.unshift(...page.turns);
    if (page.earlier === null) return turns;
    before = `?before=${page.earlier}`;
  }
}
