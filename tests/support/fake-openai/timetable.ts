import type { ServerResponse } from 'node:http';

/** Resolves at `deadline` of `performance.now()`, or as soon as the client is gone. Never early. */
export async function waitUntil(deadline: number, response: ServerResponse): Promise<void> {
  while (!isGone(response)) {
    const left = deadline - performance.now();
    if (left <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(finish, Math.ceil(left));
      response.once('close', finish);
      function finish() {
        clearTimeout(timer);
        response.off('close', finish);
        resolve();
      }
    });
  }
}

/** Writes and waits while the client reads slower than the fake sends. */
export async function writeAll(response: ServerResponse, text: string): Promise<void> {
  if (isGone(response) || response.write(text)) return;
  await new Promise<void>((resolve) => {
    const finish = () => {
      response.off('drain', finish);
      response.off('close', finish);
      resolve();
    };
    response.once('drain', finish);
    response.once('close', finish);
  });
}

export function isGone(response: ServerResponse): boolean {
  return response.destroyed || response.writableEnded;
}

/** Pieces of `size` UTF-16 units; one longer where a surrogate pair would be torn. */
export function cutIntoPieces(text: string, size: number): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(text.length, start + Math.max(1, size));
    if (/[\uD800-\uDBFF]/.test(text[end - 1]!) && end < text.length) end++;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}
