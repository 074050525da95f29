export interface TurnQueueLimits {
  /** Turns at once. */
  readonly maxConcurrent: number;
  /** Waiting in all. */
  readonly maxWaiting: number;
  /** Waiting for one payer. */
  readonly maxWaitingPerPayer: number;
  readonly maxWaitMs: number;
}

/** Why nobody gets a turn: too many wait, too many of this payer wait, or the wait took too long. */
export type QueueRefusal = 'full' | 'payer-full' | 'waited-too-long';

/** Gives the turn back; further calls do nothing. */
export type EndTurn = () => void;

interface Waiter {
  grant(): void;
}

/**
 * Turns at a scarce thing. Payers take turns; within one, first come first served: someone with a hundred waiting delays
 * somebody else by one turn, not by a hundred.
 */
export class TurnQueue {
  readonly #limits: TurnQueueLimits;
  /** The payer whose turn is next comes first; a payer without waiters has no entry. */
  readonly #waiting = new Map<string, Waiter[]>();
  #running = 0;

  constructor(limits: TurnQueueLimits) {
    this.#limits = limits;
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, waiters) => sum + waiters.length, 0);
  }

  /** Resolves when it is the caller's turn, or with why it will not be. Throws the signal's reason. */
  async enter(payer: string, signal?: AbortSignal): Promise<EndTurn | QueueRefusal> {
    signal?.throwIfAborted();
    if (this.#running < this.#limits.maxConcurrent) {
      this.#running++;
      return this.#endTurn();
    }
    if (this.waiting >= this.#limits.maxWaiting) return 'full';
    if ((this.#waiting.get(payer)?.length ?? 0) >= this.#limits.maxWaitingPerPayer) return 'payer-full';
    return await this.#wait(payer, signal);
  }

  #wait(payer: string, signal: AbortSignal | undefined): Promise<EndTurn | QueueRefusal> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
      const waiter: Waiter = {
        grant: () => {
          settle();
          resolve(this.#endTurn());
        },
      };
      const abort = () => {
        settle();
        this.#remove(payer, waiter);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        settle();
        this.#remove(payer, waiter);
        resolve('waited-too-long');
      }, this.#limits.maxWaitMs);
      signal?.addEventListener('abort', abort, { once: true });
      const others = this.#waiting.get(payer);
      if (others) others.push(waiter);
      else this.#waiting.set(payer, [waiter]);
    });
  }

  #remove(payer: string, waiter: Waiter): void {
    const left = this.#waiting.get(payer)?.filter((other) => other !== waiter) ?? [];
    if (left.length > 0) this.#waiting.set(payer, left);
    else this.#waiting.delete(payer);
  }

  #endTurn(): EndTurn {
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const next = this.#waiting.entries().next().value;
      if (!next) {
        this.#running--;
        return;
      }
      const [payer, [waiter, ...others]] = next;
      this.#waiting.delete(payer);
      if (others.length > 0) this.#waiting.set(payer, others);
      waiter!.grant();
    };
  }
}
