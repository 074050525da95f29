/** Bytes of a reply that are taken; past them a good reply breaks off and an error's is cut. */
export interface ReplySizes {
  /** Default 64 MiB: 64 vectors of the longest kind, or a reply of 100,000 tokens in as many events. */
  readonly maxReplyBytes?: number;
  /** Of one event of a stream, which is kept until it is whole; default: no limit of its own. */
  readonly maxEventBytes?: number;
  /** Of the body that comes with an error; default 16 KiB. */
  readonly maxErrorBytes?: number;
}

const REPLY_BYTES = 64 * 1024 * 1024;
const ERROR_BYTES = 16 * 1024;

/**
 * A fetch for a service that need not be friendly. A redirect is not followed, since it would send questions and clauses to an
 * address that nobody chose: it comes back with its status, as an error. The body of an error is cut, any other that grows
 * too long breaks off with a ReplyTooLargeError; nothing more is read of either.
 */
export function createCarefulFetch(sizes: ReplySizes = {}): typeof fetch {
  const { maxReplyBytes = REPLY_BYTES, maxEventBytes = maxReplyBytes, maxErrorBytes = ERROR_BYTES } = sizes;
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' });
    const { status, statusText, headers, body } = response;
    if (body === null) return response;
    const limit = response.ok ? refuseBeyond(maxReplyBytes, maxEventBytes) : cutAfter(maxErrorBytes);
    return new Response(body.pipeThrough(limit), { status, statusText, headers });
  };
}

export class ReplyTooLargeError extends Error {
  constructor() {
    super('the reply goes on beyond its limit');
    this.name = 'ReplyTooLargeError';
  }
}

type ByteTransform = TransformStream<Uint8Array, Uint8Array>;

function refuseBeyond(maxBytes: number, maxEventBytes: number): ByteTransform {
  let bytes = 0;
  let eventBytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.length;
      const end = endOfLastEvent(chunk);
      eventBytes = end < 0 ? eventBytes + chunk.length : chunk.length - end;
      if (bytes > maxBytes || eventBytes > maxEventBytes) throw new ReplyTooLargeError();
      controller.enqueue(chunk);
    },
  });
}

/** Behind the last blank line, -1 without one. One that lies across two chunks is missed, and an event counted as longer than it is. */
function endOfLastEvent(chunk: Uint8Array): number {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return Math.max(bytes.lastIndexOf('\n\n'), bytes.lastIndexOf('\n\r\n'));
}

function cutAfter(maxBytes: number): ByteTransform {
  let left = maxBytes;
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, left));
      left -= Math.min(left, chunk.length);
      if (left === 0) controller.terminate();
    },
  });
}
