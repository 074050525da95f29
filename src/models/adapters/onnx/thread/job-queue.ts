import { lengthOf, type ModelText } from './thread-messages.ts';

/** A few texts that are embedded in one go. */
export interface EmbedJob {
  readonly texts: readonly ModelText[];
  resolve(vectors: number[][]): void;
  reject(error: Error): void;
}

/** Jobs in the order in which they are to be done: what somebody waits for before everything else, else first come, first served. */
export class JobQueue {
  readonly #urgent: EmbedJob[] = [];
  readonly #patient: EmbedJob[] = [];

  add(job: EmbedJob, isUrgent: boolean): void {
    (isUrgent ? this.#urgent : this.#patient).push(job);
  }

  next(): EmbedJob | undefined {
    return this.#urgent.shift() ?? this.#patient.shift();
  }

  /** Takes all of them out. */
  clear(): EmbedJob[] {
    return [...this.#urgent.splice(0), ...this.#patient.splice(0)];
  }
}

/** One job holds the thread for less than a tenth of a second, so that a question does not wait longer than that. */
const MOST_TEXTS = 4;
const MOST_CHARACTERS = 400;

/** Places of the texts in groups of like length, each small enough for one job; a long text is a group of its own. */
export function groupTexts(texts: readonly ModelText[]): number[][] {
  const order = [...texts.keys()].sort((a, b) => lengthOf(texts[a]!) - lengthOf(texts[b]!));
  const groups: number[][] = [];
  let characters = 0;
  for (const place of order) {
    const length = lengthOf(texts[place]!);
    const group = groups.at(-1);
    if (group !== undefined && group.length < MOST_TEXTS && characters + length <= MOST_CHARACTERS) {
      group.push(place);
      characters += length;
    } else {
      groups.push([place]);
      characters = length;
    }
  }
  return groups;
}
