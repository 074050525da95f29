import { createRandom } from '../../src/models/adapters/local/seeded-random.ts';

/** Choices from a seeded source: the same seed always gives the same ones. */
export interface RandomPicks {
  /** A whole number from 0 up to `below`, exclusive. */
  number(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** `count` picks, repeats included. */
  several<Item>(items: readonly Item[], count: number): Item[];
}

export function createPicks(seed: number): RandomPicks {
  const random = createRandom(seed);
  const number = (below: number) => Math.floor(random() * below);
  const pick = <Item>(items: readonly Item[]): Item => items[number(items.length)]!;
  return {
    number,
    pick,
    several: (items, count) => Array.from({ length: count }, () => pick(items)),
  };
}
