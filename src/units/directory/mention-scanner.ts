import type { DirectoryData } from './directory-data.ts';
import type { DirectoryGraph } from './directory-graph.ts';
import type { KnownNames } from './known-names.ts';
import { surfaceForms } from './name-key.ts';
import { NameTrie } from './name-trie.ts';
import { createOrdinaryWords, type OrdinaryWords } from './ordinary-words.ts';
import { LEVEL_WORD_LIST } from './unit-prefix.ts';

/** What a stretch of text names. */
export type SurfaceKind = 'whole' | 'core' | 'function' | 'district' | 'district-bare';

/** The names to look for in questions over one set of printed names. */
export interface MentionScanner {
  readonly surfaces: readonly NameTrie<SurfaceKind>[];
  /** Levels and places that may stand before a core, with the level behind the place where it is written. */
  readonly prefixes: NameTrie<'level' | 'place'>;
  /** Names with the place inside: 人民银行｜天津｜分行. */
  readonly around: readonly { readonly before: string; readonly after: string }[];
  readonly needPrefix: ReadonlySet<string>;
  readonly words: OrdinaryWords;
}

interface SharedSurfaces {
  readonly trie: NameTrie<SurfaceKind>;
  readonly around: MentionScanner['around'];
  readonly words: OrdinaryWords;
}

const shared = new WeakMap<DirectoryGraph, SharedSurfaces>();
/** Shorter words are ordinary ones: 办公室, 信息中心. */
const LEAST_TELLING = 6;
const DEPARTMENT_ENDS = ['部门', '主管部门', '行政部门', '行政主管部门', '管理部门', '监管部门'];

export function createMentionScanner(
  graph: DirectoryGraph,
  known: KnownNames,
  data: Pick<DirectoryData, 'functions' | 'ordinaryWords'>,
): MentionScanner {
  let common = shared.get(graph);
  if (!common) {
    common = readDirectorySurfaces(graph, data);
    shared.set(graph, common);
  }
  const own = new NameTrie<SurfaceKind>();
  const endings = new Map<string, number>();
  for (const { name, core, known: inDirectory, prefixText } of known.names) {
    for (const form of surfaceForms(name)) own.add(form, 'whole');
    if (prefixText && core.length >= 3) for (const form of surfaceForms(core)) own.add(form, 'core');
    if (!inDirectory) {
      for (let cut = 1; cut <= name.length - 5; cut += 1) {
        const ending = name.slice(cut);
        endings.set(ending, (endings.get(ending) ?? 0) + 1);
      }
      const area = /^(?<area>\p{Script=Han}{3,}[区园城港岛镇])(?:管委会|管理委员会)$/u.exec(name)?.groups
        ?.area;
      if (area) own.add(area, 'district');
    }
  }
  for (const [ending, count] of endings) {
    if (count === 1 && /^\p{Script=Han}{3,}(?:管委会|局|委|办|中心|集团|公司)$/u.test(ending))
      own.add(ending, 'whole');
  }
  const ambiguous = new Set(data.ordinaryWords.ambiguousDistricts);
  const cities = [...known.governments.values()].flat().filter(({ name }) => /市(?:人民)?政府$/u.test(name));
  for (const [place, names] of known.governments) {
    for (const { name } of names) {
      const printed = name.replace(/(?:人民)?政府$/u, '');
      const below = /[区县旗]$/u.test(printed);
      if (!below && cities.length < 2) continue;
      own.add(printed, 'district');
      if (below && place.length >= 2 && !ambiguous.has(place)) own.add(place, 'district-bare');
    }
  }
  const prefixes = new NameTrie<'level' | 'place'>();
  for (const word of LEVEL_WORD_LIST) if (word !== '全国') prefixes.add(word, 'level');
  for (const place of known.places.keys()) {
    prefixes.add(place, 'place');
    for (const level of ['省', '市', '区', '县', '新区', '州', '自治区', '旗'])
      prefixes.add(place + level, 'place');
  }
  // 高新区管委会 by itself, where one printed name ends in it.
  const isTelling = (form: string) => {
    const holders = form.length < LEAST_TELLING ? [] : known.names.filter(({ name }) => name.endsWith(form));
    if (holders.length === 1) own.add(form, 'whole');
    return holders.length === 1;
  };
  const needPrefix = new Set(
    data.ordinaryWords.needPrefix.flatMap(surfaceForms).filter((form) => !isTelling(form)),
  );
  return { surfaces: [common.trie, own], prefixes, around: common.around, needPrefix, words: common.words };
}

function readDirectorySurfaces(
  graph: DirectoryGraph,
  data: Pick<DirectoryData, 'functions' | 'ordinaryWords'>,
): SharedSurfaces {
  const trie = new NameTrie<SurfaceKind>();
  const around: { before: string; after: string }[] = [];
  for (const { before, after, hasPlace } of graph.patterns.values()) {
    if (!hasPlace) for (const form of surfaceForms(before)) trie.add(form, 'whole');
    else if (before === '') for (const form of surfaceForms(after)) trie.add(form, 'core');
    else around.push({ before, after });
  }
  for (const { words } of data.functions) {
    for (const word of words) for (const end of DEPARTMENT_ENDS) trie.add(word + end, 'function');
  }
  return { trie, around, words: createOrdinaryWords(data.ordinaryWords) };
}
