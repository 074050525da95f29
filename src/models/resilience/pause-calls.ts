import { ModelError } from '../../domain/errors/model-error.ts';
import { chatError } from '../chat-error.ts';
import type { ChatChunk, ChatModel } from '../ports/chat-model.ts';

export interface PauseOptions {
  /** Failures in a row that begin a pause; default 5. */
  readonly failures?: number;
  /** Default 30,000. */
  readonly pauseMs?: number;
  /** Milliseconds of a steady clock. */
  readonly now?: () => number;
  /** A pause begins (true) or is over (false). */
  readonly onChange?: (isPaused: boolean) => void;
}

/** What a call says about the service. */
type Verdict = 'works' | 'fails' | 'unknown';

/**
 * A circuit breaker: after five failures in a row that say the service is down or refuses our key, calls end at once with
 * reason paused. After 30 s one call is let through; the rest wait for what becomes of it: another pause, or none.
 */
export function pauseCalls(model: ChatModel, options: PauseOptions = {}): ChatModel {
  const { failures = 5, pauseMs = 30_000, now = () => performance.now(), onChange } = options;
  let failed = 0;
  /** When the pause ends; null where there is none. */
  let pausedUntil: number | null = null;
  let isTrialRunning = false;

  const enter = (): 'trial' | 'call' => {
    if (pausedUntil === null) return 'call';
    if (isTrialRunning || now() < pausedUntil) throw chatError(model.id, 'paused', '连续失败，暂停调用');
    isTrialRunning = true;
    return 'trial';
  };

  const leave = (kind: 'trial' | 'call', verdict: Verdict) => {
    if (kind === 'trial') isTrialRunning = false;
    // A call from before the pause says nothing about now.
    else if (pausedUntil !== null) return;
    if (verdict === 'unknown') return;
    failed = verdict === 'fails' ? failed + 1 : 0;
    const wasPaused = pausedUntil !== null;
    pausedUntil = failed >= failures ? now() + pauseMs : null;
    if (wasPaused !== (pausedUntil !== null)) onChange?.(pausedUntil !== null);
  };

  return {
    id: model.id,
    async *stream(request): AsyncGenerator<ChatChunk, void, undefined> {
      const kind = enter();
      // Stays so when the caller leaves before a piece came.
      let verdict: Verdict = 'unknown';
      try {
        for await (const piece of model.stream(request)) {
          verdict = 'works';
          yield piece;
        }
        verdict = 'works';
      } catch (error) {
        if (!request.signal?.aborted) verdict = judge(error);
        throw error;
      } finally {
        leave(kind, verdict);
      }
    },
  };
}

/** A service that answers works, even where it refuses this one request. */
function judge(error: unknown): Verdict {
  if (!(error instanceof ModelError)) return 'unknown';
  switch (error.reason) {
    case 'unavailable':
    case 'timeout':
    case 'silent':
    case 'cut':
      return 'fails';
    case 'rejected':
      return error.status === 401 || error.status === 403 ? 'fails' : 'works';
    case 'rate-limited':
    case 'endless':
    case 'unusable':
      return 'works';
    default:
      return 'unknown';
  }
}
