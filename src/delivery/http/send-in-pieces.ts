import type { Response } from 'express';

/** Code units that are made and sent at once. */
const PIECE = 32 * 1024;

/**
 * Sends a body as its client takes it: the next piece is made once the one before has gone out. Resolves also where the client leaves.
 * What fails before the first piece is thrown as it can still be answered; a later failure too, and the reply is to be cut short.
 */
export async function sendInPieces(
  response: Response,
  pieces: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  await sendPieces(response, gather(pieces));
}

/** As `sendInPieces`, of pieces that have the size to be sent in. */
export async function sendPieces(
  response: Response,
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  if (response.req.method !== 'HEAD') {
    for await (const piece of pieces) {
      if (response.destroyed) return;
      if (!response.write(piece)) await roomOrLeave(response);
    }
  }
  if (!response.destroyed) response.end();
}

function roomOrLeave(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
    if (response.destroyed) done();
  });
}

/** Small pieces together, long ones cut, never within a character of two code units. */
async function* gather(pieces: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string, void> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    let at = 0;
    while (text.length - at > PIECE) {
      const end = at + PIECE + (/[\ud800-\udbff]/.test(text[at + PIECE - 1]!) ? 1 : 0);
      yield text.slice(at, end);
      at = end;
    }
    text = text.slice(at);
  }
  if (text !== '') yield text;
}
