import type { Caller } from '../../assistant/ports/assistant.ts';

/** What may be given up. */
export interface Closable {
  close(): Promise<void>;
}

/** Where a call of one client is found: ids of requests are counted by each client for itself. */
export interface CallPlace {
  readonly owner: Caller['owner'];
  /** As the client was told at its beginning; null for one that does not send it. */
  readonly sessionId: string | null;
  readonly requestId: unknown;
}

export interface OpenCalls {
  /** Remembers a call until the returned function is called. */
  add(place: CallPlace, call: Closable): () => void;
  /** Gives up the call there is at that place, if any. */
  cancel(place: CallPlace): void;
}

/** Calls that are open in this process: over HTTP the message that cancels one comes by a request of its own. */
export function createOpenCalls(): OpenCalls {
  const open = new Map<string, Closable>();
  return {
    add(place, call) {
      const key = keyOf(place);
      if (key === null) return () => {};
      open.set(key, call);
      return () => {
        if (open.get(key) === call) open.delete(key);
      };
    },
    cancel(place) {
      const key = keyOf(place);
      if (key !== null) void open.get(key)?.close();
    },
  };
}

/** Null where calls of one client cannot be told from those of another. */
function keyOf({ owner, sessionId, requestId }: CallPlace): string | null {
  const isId = typeof requestId === 'number' || typeof requestId === 'string';
  if (sessionId === null || !isId) return null;
  return JSON.stringify([owner.keyId, owner.endUser, sessionId, requestId]);
}
