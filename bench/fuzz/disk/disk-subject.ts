/** Something that keeps files and must survive what a disk does. */
export interface DiskSubject {
  readonly name: string;
  run(options: FuzzOptions): Promise<FuzzResult>;
}

export interface FuzzOptions {
  /** Of every `stride` cases one is tried; 1 tries all. Which one changes with `offset`. */
  readonly stride: number;
  readonly offset: number;
}

export interface FuzzResult {
  readonly tried: number;
  readonly survived: number;
  /** One line each: the case and what was wrong. */
  readonly failures: string[];
  /** Why it cannot be tried here. */
  readonly leftOut?: string;
}

/** Counts cases, and tries those that are chosen. */
export class FuzzCounter {
  readonly failures: string[] = [];
  readonly #options: FuzzOptions;
  #met = 0;
  #tried = 0;

  constructor(options: FuzzOptions) {
    this.#options = options;
  }

  /** Runs the case unless it is left out; what it throws is a failure. */
  async try(name: string, work: () => Promise<void>): Promise<void> {
    const { stride, offset } = this.#options;
    if (this.#met++ % stride === offset % stride) await this.always(name, work);
  }

  /** Runs a case that no stride leaves out. */
  async always(name: string, work: () => Promise<void>): Promise<void> {
    this.#tried++;
    try {
      await work();
    } catch (error) {
      this.failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  result(): FuzzResult {
    const tried = this.#tried;
    return { tried, survived: tried - this.failures.length, failures: this.failures };
  }
}
