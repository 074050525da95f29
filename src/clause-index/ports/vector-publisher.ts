/** The vectors of one generation, computed after its words were published. */
export interface LateVectors {
  readonly embedderId: string;
  readonly dimension: number;
  /** Clause of each passage, as its place in document order, ascending. */
  readonly clauseOf: Uint32Array<ArrayBuffer>;
  /** Passage after passage, `dimension` numbers each. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** Write side of vectors that join a generation which is published already. */
export interface VectorPublisher {
  /**
   * Writes the vectors beside the words of `version`, where readers take them up by themselves; they see all of them or none.
   * Replaces those that were there. False where that generation is gone.
   */
  addVectors(version: string, vectors: LateVectors): Promise<boolean>;
  /** The same of the questions that clauses answer (`IndexSnapshot.questions`): a vector each, and none of their words. */
  addQuestions(version: string, vectors: LateVectors): Promise<boolean>;
}
