import { childOf, childrenOf, valOf, type XmlNode } from '../package/xml.ts';
import { formatNumber } from './number-text.ts';
import { isOn, numberOf } from './styles.ts';

interface Level {
  readonly start: number;
  readonly format: string;
  /** 「第%1条」, 「（%2）」, 「%1.%2」 */
  readonly text: string;
  /** All numbers in it are decimal. */
  readonly isLegal: boolean;
}

interface List {
  /** Lists of one abstract definition go on counting where another left off. */
  readonly abstractId: string;
  readonly levels: readonly (Level | undefined)[];
  /** Levels that begin anew with this list. */
  readonly restarts: ReadonlySet<number>;
}

const LEVELS = 9;
/** A number that is followed by its words at once: 一、, （一）, ①. */
const CLOSED = /[、.．,，:：)）\]】〉》⑩①-⑳—-]$/u;

/** Counts the paragraphs of a document and says what Word prints before each. */
export class Numbering {
  readonly #lists: ReadonlyMap<string, List>;
  readonly #counters = new Map<string, (number | undefined)[]>();
  readonly #begun = new Set<string>();

  constructor(root: XmlNode | null) {
    this.#lists = readLists(root ?? undefined);
  }

  /** The number before the next paragraph of a list with what stands between it and the words; empty where it has none, as with bullets. */
  next(numId: string, level: number): string {
    const list = this.#lists.get(numId);
    const own = list?.levels[level];
    if (!list || !own || numId === '0') return '';
    const counters = this.#counters.get(list.abstractId) ?? [];
    this.#counters.set(list.abstractId, counters);
    if (!this.#begun.has(numId)) {
      this.#begun.add(numId);
      for (const restarted of list.restarts) counters[restarted] = undefined;
    }
    counters[level] = (counters[level] ?? own.start - 1) + 1;
    for (let deeper = level + 1; deeper < LEVELS; deeper++) counters[deeper] = undefined;
    const printed = own.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const of = list.levels[at] ?? own;
      // A level that was passed over counts as begun.
      counters[at] ??= of.start;
      const value = counters[at];
      return formatNumber(value, own.isLegal && at < level ? 'decimal' : of.format);
    });
    if (own.format === 'bullet' || printed.trim() === '') return '';
    return /[条章节编款]$/u.test(printed) ? `${printed}　` : CLOSED.test(printed) ? printed : `${printed} `;
  }
}

function readLists(root: XmlNode | undefined): Map<string, List> {
  const abstract = new Map(
    childrenOf(root, 'abstractNum').map((node) => [
      node.attributes['abstractNumId'] ?? '',
      levelsOf(childrenOf(node, 'lvl')),
    ]),
  );
  return new Map(
    childrenOf(root, 'num').map((node) => {
      const abstractId = valOf(node, 'abstractNumId') ?? '';
      const levels = [...(abstract.get(abstractId) ?? [])];
      const restarts = new Set<number>();
      for (const override of childrenOf(node, 'lvlOverride')) {
        const at = numberOf(override.attributes['ilvl']) ?? 0;
        const own = levelsOf(childrenOf(override, 'lvl'))[at];
        if (own) levels[at] = own;
        const start = numberOf(valOf(override, 'startOverride'));
        const level = levels[at];
        if (start === null || !level) continue;
        levels[at] = { ...level, start };
        restarts.add(at);
      }
      return [node.attributes['numId'] ?? '', { abstractId, levels, restarts }];
    }),
  );
}

function levelsOf(nodes: readonly XmlNode[]): (Level | undefined)[] {
  const levels: (Level | undefined)[] = Array.from({ length: LEVELS });
  for (const node of nodes) {
    const at = numberOf(node.attributes['ilvl']) ?? 0;
    if (at >= LEVELS) continue;
    levels[at] = {
      start: numberOf(valOf(node, 'start')) ?? 1,
      format: valOf(node, 'numFmt') ?? 'decimal',
      text: childOf(node, 'lvlText')?.attributes['val'] ?? '',
      isLegal: isOn(node, 'isLgl') ?? false,
    };
  }
  return levels;
}
