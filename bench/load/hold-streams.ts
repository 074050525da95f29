import { setTimeout as pause } from 'node:timers/promises';

/** What became of streams that were open at once. */
export interface StreamsResult {
  /** Open when all were. */
  readonly open: number;
  readonly left: number;
  /** Ended with `answer-end`. */
  readonly whole: number;
  /** Of those, written by the model. */
  readonly byModel: number;
  /** Neither left nor whole, by what they showed. */
  readonly lost: ReadonlyMap<string, number>;
}

/**
 * Opens `count` streams, `rate` a second, waits until each has told its first event, lets every tenth client leave, calls
 * `release`, and reads the others to their end.
 */
export async function holdStreams(
  open: (index: number, signal: AbortSignal) => Promise<Response>,
  options: {
    readonly count: number;
    readonly rate: number;
    readonly whileOpen: () => Promise<void>;
    readonly release: () => void;
  },
): Promise<StreamsResult> {
  const lost = new Map<string, number>();
  const count = { open: 0, left: 0, whole: 0, byModel: 0 };
  const clients = await Promise.all(
    Array.from({ length: options.count }, async (_, index) => {
      await pause((index / options.rate) * 1000);
      const leaving = new AbortController();
      const response = await open(index, leaving.signal);
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      const first = await reader.read();
      if (response.ok && first.value?.startsWith('event: answer-start')) count.open++;
      return { response, reader, leaving, text: first.value ?? '' };
    }),
  );
  await options.whileOpen();
  const staying = clients.filter(({ leaving }, index) => {
    if (index % 10 !== 0) return true;
    leaving.abort();
    count.left++;
    return false;
  });
  options.release();
  await Promise.all(
    staying.map(async ({ response, reader, text }) => {
      let told = text;
      try {
        for (let part = await reader.read(); !part.done; part = await reader.read()) told += part.value;
      } catch (error) {
        told += `\nevent: ${(error as Error).name}\n`;
      }
      const last = [...told.matchAll(/^event: (\S+)$/gm)].at(-1)?.[1] ?? `status ${response.status}`;
      if (last !== 'answer-end') lost.set(last, (lost.get(last) ?? 0) + 1);
      else {
        count.whole++;
        if (/^event: answer-end\ndata: .*"mode":"model"/m.test(told)) count.byModel++;
      }
    }),
  );
  return { ...count, lost };
}
