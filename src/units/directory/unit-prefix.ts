import type { DirectoryData } from './directory-data.ts';

/** How high a body stands; 自治区 counts as 省, 自治州 and 盟 as 州, 新区 as 区, 旗 as 县. */
export type UnitLevel = '国家' | '省' | '市' | '州' | '区' | '县';

/** What stands before the body's own name: 天津市 → { place: 天津, level: 市 }; nothing → both null. */
export interface UnitPrefix {
  /** Without its level: 天津, 西青, 滨海. */
  readonly place: string | null;
  readonly level: UnitLevel | null;
}

export const NO_PREFIX: UnitPrefix = { place: null, level: null };

/** Bare place names and their level. */
export type Places = ReadonlyMap<string, UnitLevel>;

const LEVEL_WORDS: Readonly<Record<string, UnitLevel>> = {
  国家: '国家',
  全国: '国家',
  中央: '国家',
  省: '省',
  自治区: '省',
  市: '市',
  州: '州',
  自治州: '州',
  区: '区',
  县: '县',
  旗: '县',
  新区: '区',
  我省: '省',
  本省: '省',
  我市: '市',
  本市: '市',
  我区: '区',
  本区: '区',
  我县: '县',
  本县: '县',
};

/** Longest first, for a scan of running text. */
export const LEVEL_WORD_LIST: readonly string[] = Object.keys(LEVEL_WORDS).sort(
  (a, b) => b.length - a.length,
);

const PLACE =
  /^(?<bare>(?!各|有关|相关|其他|所有|全|[市省区县])\p{Script=Han}{0,5}?[^市省区县])(?:(?:[蒙回藏苗彝壮土家布依侗瑶白傣黎哈尼羌朝鲜维吾尔]+族)*(?<level>自治区|自治州|自治县|新区|省|市|区|县|州|盟|旗))$/u;

const SUFFIX_LEVELS: Readonly<Record<string, UnitLevel>> = {
  自治区: '省',
  自治州: '州',
  自治县: '县',
  新区: '区',
  省: '省',
  市: '市',
  区: '区',
  县: '县',
  州: '州',
  盟: '州',
  旗: '县',
};

export function levelOfWord(word: string): UnitLevel | null {
  return LEVEL_WORDS[word] ?? null;
}

/** 天津市 → 天津, 市; 滨海新区 → 滨海, 区; 天津 → its level where `places` knows it; null where it is no place. */
export function parsePlace(text: string, places: Places): UnitPrefix | null {
  const known = places.get(text);
  if (known) return { place: text, level: known };
  const match = PLACE.exec(text);
  if (!match?.groups) return null;
  return { place: match.groups.bare as string, level: SUFFIX_LEVELS[match.groups.level as string] ?? null };
}

/** Reads what stands before a body's name; null where it is neither level nor place, nor a place within a place. */
export function parsePrefix(text: string, places: Places): UnitPrefix | null {
  if (text === '') return NO_PREFIX;
  const level = LEVEL_WORDS[text];
  if (level) return { place: null, level };
  for (let cut = text.length - 2; cut >= 2; cut -= 1) {
    const outer = parsePlace(text.slice(0, cut), places);
    if (outer && (places.has(outer.place ?? '') || /[省市州]$/u.test(text.slice(0, cut)))) {
      const inner = parsePlace(text.slice(cut), places);
      if (inner) return inner;
    }
  }
  return parsePlace(text, places);
}

/** Provinces and cities of the data file. */
export function loadPlaces(data: DirectoryData['places']): Map<string, UnitLevel> {
  const places = new Map<string, UnitLevel>();
  for (const city of data.cities.split(' ')) if (city) places.set(city, '市');
  for (const [bare, printed] of Object.entries(data.provinces)) {
    places.set(bare, printed.endsWith('市') ? '市' : '省');
  }
  return places;
}

/** The place without its level: 天津市 → 天津. */
export function barePlace(jurisdiction: string, places: Places): string {
  return parsePrefix(jurisdiction, places)?.place ?? jurisdiction;
}

/**
 * Whether two prefixes can stand before the same body. 市卫健委 and 天津市卫健委 can, unless `jurisdiction` (a bare
 * place) says that 市 means another city; a missing prefix agrees with any.
 */
export function prefixesAgree(left: UnitPrefix, right: UnitPrefix, jurisdiction: string | null): boolean {
  if (left.place && right.place) {
    return left.place === right.place && (!left.level || !right.level || left.level === right.level);
  }
  if (left.level && right.level && left.level !== right.level) return false;
  const place = left.place ?? right.place;
  if (!place || !jurisdiction) return true;
  const other = left.place ? right : left;
  return other.level === null ? true : place === jurisdiction || other.level === '区' || other.level === '县';
}
