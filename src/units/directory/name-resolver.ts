import type { DirectoryGraph } from './directory-graph.ts';
import { nameKey, tidyName } from './name-key.ts';
import { NO_PREFIX, type Places, parsePrefix, type UnitPrefix } from './unit-prefix.ts';

/** A name taken apart: 天津市卫健委 → prefix 天津市, node `*卫健委`. */
export interface ResolvedName {
  readonly name: string;
  /** Key of the whole name. */
  readonly key: string;
  readonly node: string;
  readonly prefix: UnitPrefix;
  readonly prefixText: string;
  /** The name without its prefix. */
  readonly core: string;
  /** Whether the directory has the node. */
  readonly known: boolean;
}

const COLLECTIVE = /^(?:各|有关|相关|其他|所有|全体)/u;
/** Branches of national bodies print their seat bare: 临江银保监局, 云水海关. */
const SEATED = /(?:银监局|保监局|证监局|金融监管局|监管分局|海关|海事局|检验检疫局)$/u;

function bareSeat(prefixText: string, core: string): UnitPrefix | null {
  return SEATED.test(core) && /^\p{Script=Han}{2,3}$/u.test(prefixText)
    ? { place: prefixText, level: null }
    : null;
}

/** What is left when a prefix took the body's own name: 云水教育园区｜管委会. */
const BARE_KIND = /^(?:管委会|管理委员会|委员会|办公室|公司|集团|中心)$/u;
/** 市场, 市政, 区域 are words of their own: 市政管理局 has no prefix. */
const WORD_WITH_LEVEL = /^(?:市场|市容|市政(?!府|务|协|法|研)|区域|区块|县域|州际|国家级)/u;
const BODY_END = /(?:局|委|委员会|办|办公室|厅|部|院|中心|公司|集团|分行|支行|管委会|台|会|队|站)$/u;

/** Takes names apart by the directory's names; a name it does not know loses only a plain level or place. */
export function createNameResolver(graph: DirectoryGraph): (name: string, places: Places) => ResolvedName {
  const literals = new Set<string>();
  const cores = new Set<string>();
  const around: { node: string; before: string; after: string }[] = [];
  for (const [node, pattern] of graph.patterns) {
    if (!pattern.hasPlace) literals.add(node);
    else if (pattern.before === '') cores.add(nameKey(pattern.after));
    else around.push({ node, before: pattern.before, after: pattern.after });
  }
  around.sort((a, b) => b.before.length + b.after.length - (a.before.length + a.after.length));

  return (printed, places) => {
    const name = tidyName(printed);
    const key = nameKey(name);
    const base = { name: printed, key, prefix: NO_PREFIX, prefixText: '', core: name };
    if (COLLECTIVE.test(name)) return { ...base, node: `=${key}`, known: false };
    if (literals.has(key)) return { ...base, node: key, prefix: { place: null, level: '国家' }, known: true };
    for (const { node, before, after } of around) {
      if (!name.startsWith(before) || !name.endsWith(after)) continue;
      if (name.length < before.length + after.length) continue;
      const prefixText = name.slice(before.length, name.length - after.length);
      const prefix = parsePrefix(prefixText, places);
      if (prefix) return { ...base, node, prefix, prefixText, known: true };
    }
    for (let cut = 0; cut < name.length - 1; cut += 1) {
      const core = name.slice(cut);
      const coreKey = nameKey(core);
      if (!cores.has(coreKey)) continue;
      const prefixText = name.slice(0, cut);
      const prefix = parsePrefix(prefixText, places) ?? bareSeat(prefixText, core);
      if (prefix) return { ...base, node: `*${coreKey}`, prefix, prefixText, core, known: true };
    }
    if (BODY_END.test(name)) {
      for (let cut = Math.min(12, name.length - 3); cut > 0; cut -= 1) {
        const prefixText = name.slice(0, cut);
        const prefix = parsePrefix(prefixText, places);
        if (
          !prefix ||
          (prefix.level !== '国家' && /[^省市区县州旗盟]$/u.test(prefixText) && name.length - cut < 4)
        )
          continue;
        const core = name.slice(cut);
        if (BARE_KIND.test(core) || WORD_WITH_LEVEL.test(prefixText.slice(-1) + core)) continue;
        return { ...base, node: `=${nameKey(core)}`, prefix, prefixText, core, known: false };
      }
    }
    return { ...base, node: `=${key}`, known: false };
  };
}
