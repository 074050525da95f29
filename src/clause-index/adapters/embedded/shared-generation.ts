import type { IndexSnapshot } from '../../ports/index-snapshot.ts';
import type { OpenGeneration } from './generations/open-generation.ts';

/** A loaded generation and how many snapshots use it. Once retired and returned by all it lets go of its memory. */
export class SharedGeneration {
  readonly version: string;
  #generation: OpenGeneration | null;
  #lent = 0;
  #retired = false;

  constructor(generation: OpenGeneration) {
    this.version = generation.version;
    this.#generation = generation;
  }

  lend(): IndexSnapshot {
    const generation = this.#generation;
    if (generation === null) throw new Error('this generation has been let go');
    this.#lent++;
    let held: OpenGeneration | null = generation;
    const use = (): OpenGeneration => {
      if (held === null) throw new Error('this snapshot has been released');
      return held;
    };
    return {
      version: generation.version,
      embedderId: generation.embedderId,
      get embedderState() {
        return use().embedderState;
      },
      get clauses() {
        return use().clauses;
      },
      get units() {
        return use().units;
      },
      get vectors() {
        return use().vectors;
      },
      get questions() {
        const { questions, embedderId } = use();
        return questions?.embedderId === embedderId ? questions.vectors : null;
      },
      get keywords() {
        return use().keywords;
      },
      get sources() {
        return use().sources;
      },
      release: () => {
        if (held === null) return;
        held = null;
        this.#lent--;
        this.#letGo();
      },
    };
  }

  /** No longer the newest. */
  retire(): void {
    this.#retired = true;
    this.#letGo();
  }

  #letGo(): void {
    if (this.#retired && this.#lent === 0) this.#generation = null;
  }
}
