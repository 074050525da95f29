import type { ScoredClause } from '../../ports/scored-clause.ts';

/**
 * The best `limit` clauses offered so far, as a binary heap with the worst on top. Of equal scores the clause that comes
 * first in the index wins, so that results do not depend on the order of offers.
 */
export class TopClauses {
  readonly #limit: number;
  readonly #scores: Float64Array;
  readonly #clauses: Uint32Array;
  #size = 0;

  constructor(limit: number, clauseCount: number) {
    this.#limit = Math.max(0, Math.min(Math.floor(limit), clauseCount));
    this.#scores = new Float64Array(this.#limit);
    this.#clauses = new Uint32Array(this.#limit);
  }

  get size(): number {
    return this.#size;
  }

  /** What a score must reach to be kept: −∞ until the heap is full. */
  get threshold(): number {
    if (this.#limit === 0) return Number.POSITIVE_INFINITY;
    return this.#size < this.#limit ? Number.NEGATIVE_INFINITY : this.#scores[0]!;
  }

  offer(clause: number, score: number): void {
    if (this.#size < this.#limit) {
      this.#rise(this.#size++, clause, score);
    } else if (this.#limit > 0 && isWorse(this.#scores[0]!, this.#clauses[0]!, score, clause)) {
      this.#sink(clause, score);
    }
  }

  /** Best first. */
  rank(clauseIds: readonly string[]): ScoredClause[] {
    const order = Array.from({ length: this.#size }, (_, slot) => slot);
    order.sort((a, b) => this.#scores[b]! - this.#scores[a]! || this.#clauses[a]! - this.#clauses[b]!);
    return order.map((slot) => ({ clauseId: clauseIds[this.#clauses[slot]!]!, score: this.#scores[slot]! }));
  }

  #rise(slot: number, clause: number, score: number): void {
    let at = slot;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isWorse(score, clause, this.#scores[parent]!, this.#clauses[parent]!)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#scores[at] = score;
    this.#clauses[at] = clause;
  }

  #sink(clause: number, score: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#isWorseSlot(child + 1, child)) child++;
      if (!isWorse(this.#scores[child]!, this.#clauses[child]!, score, clause)) break;
      this.#move(child, at);
      at = child;
    }
    this.#scores[at] = score;
    this.#clauses[at] = clause;
  }

  #isWorseSlot(a: number, b: number): boolean {
    return isWorse(this.#scores[a]!, this.#clauses[a]!, this.#scores[b]!, this.#clauses[b]!);
  }

  #move(from: number, to: number): void {
    this.#scores[to] = this.#scores[from]!;
    this.#clauses[to] = this.#clauses[from]!;
  }
}

function isWorse(scoreA: number, clauseA: number, scoreB: number, clauseB: number): boolean {
  return scoreA < scoreB || (scoreA === scoreB && clauseA > clauseB);
}
