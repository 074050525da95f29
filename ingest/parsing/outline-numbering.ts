import { isExpected, NO_NUMBERING, type NumberingState, type NumberToken, takeNumber } from './numbering.ts';

/**
 * Which numbers are due while an outline is read. An answer is numbered for itself, in whatever way: the numbers of the questions and
 * of their sections go on behind it.
 */
export class OutlineNumbering {
  #state = NO_NUMBERING;
  #outside: NumberingState | null = null;

  get state(): NumberingState {
    return this.#state;
  }

  get isInAnswer(): boolean {
    return this.#outside !== null;
  }

  take(token: NumberToken): void {
    this.#state = takeNumber(this.#state, token);
  }

  /** A question was opened: what follows is its answer. */
  openAnswer(): void {
    this.#outside ??= this.#state;
    this.#state = NO_NUMBERING;
  }

  leaveAnswer(): void {
    this.#state = this.#outside ?? this.#state;
    this.#outside = null;
  }

  /**
   * Whether a number in an answer is the next question's or section's, and not one of a list in the answer. `isAbove`: it is a heading
   * right above a question.
   */
  goesOnOutside(token: NumberToken, isAbove: boolean): boolean {
    if (token.rank < 3) return true;
    const isDue = ({ open }: NumberingState): boolean =>
      open.some(({ rank, value }) => rank === token.rank && token.value === value + 1);
    if (isDue(this.#state) || this.#outside === null) return false;
    return isAbove || isDue(this.#outside);
  }

  /** A list has ended or a heading stands above what follows: numbers of this rank and deeper begin anew. */
  endLists(rank: number): void {
    this.#state = { ...this.#state, open: this.#state.open.filter((level) => level.rank < rank) };
  }

  /** An annex begins. */
  restart(): void {
    this.#state = NO_NUMBERING;
    this.#outside = null;
  }

  isExpected(token: NumberToken): boolean {
    return isExpected(this.#state, token);
  }
}
