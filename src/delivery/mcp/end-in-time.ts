import { AnswerTimeoutError } from '../../domain/errors/answer-timeout-error.ts';

/**
 * The result of `work`, whose signal is aborted when `signal` is or the time is over. Then its reason, or AnswerTimeoutError, is thrown,
 * whether or not the work notices.
 */
export async function endInTime<Result>(
  { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const giveUp = () => controller.abort(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  const timer = setTimeout(
    () => controller.abort(new AnswerTimeoutError('the answer took too long')),
    timeoutMs,
  );
  const over = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
  });
  try {
    return await Promise.race([work(controller.signal), over]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}
