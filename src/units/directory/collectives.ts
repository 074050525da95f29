/** How far a collective reaches: every such body, some of them, or not this one. */
export type CollectiveReach = 'all' | 'some' | null;

/** 西青区人民政府, and 西青区 by itself; 高新区, 保税区 and 园区 have no government. */
const GOVERNMENT_UNIT =
  /^(?:\p{Script=Han}{1,12}?)(?<level>(?<!高)新区|自治县|(?<![园税港]|高新|经开|开发|示范|功能|高)区|县|市|旗|自治州|州)(?:(?:人民)?政府)?$/u;
/** 各市、县〔区〕人民政府, 各区县政府, 各区、县, 市区两级政府 are all read as the levels that they name. */
const GOVERNMENTS =
  /^(?<which>各|全市各|全省各|市内各|所辖各|有关|各有关|各相关|相关|其他有关|其他|部分|有.{1,8}的)(?<levels>[省市区县旗州自治新、,和〔〕（）()[\]及各设的级地]*[省市区县旗州地〕）)\]])(?:级)?(?:人民政府|政府)?$/u;
const DEPARTMENTS =
  /^(?:市|省|区|县|市级|省级|市直|省直|市各|省各)?(?:各)?(?:有关|相关|其他有关|其他|各有关|各相关)?(?:委办局|委、办、局|部委办局|部门|单位|成员单位|责任单位|行业主管部门|职能部门|主管部门)(?:和单位|、单位|及单位|和部门)?$/u;
const DEPARTMENT_UNIT = /(?:局|委|委员会|办|办公室|厅)$/u;

/**
 * Whether a printed collective stands for `unit` too: 各区人民政府 for 西青区人民政府 `all`; 有关区人民政府,
 * 有农业的区人民政府 `some` (may be meant); 市有关部门 `some` for a department of the city; else null.
 */
export function collectiveReach(collective: string, unit: string): CollectiveReach {
  const phrase = collective.replace(/\s/gu, '');
  const name = unit.replace(/\s/gu, '');
  const governments = GOVERNMENTS.exec(phrase)?.groups;
  if (governments) {
    const level = GOVERNMENT_UNIT.exec(name)?.groups?.level;
    if (!level || !namesLevel(governments.levels as string, level)) return null;
    return /^(?:各|全市各|全省各|市内各|所辖各)$/u.test(governments.which as string) ? 'all' : 'some';
  }
  if (!DEPARTMENTS.test(phrase) || !DEPARTMENT_UNIT.test(name)) return null;
  const asked = /^[市省区县]/u.exec(phrase)?.[0];
  const own = /^[市省区县]|^\p{Script=Han}{2,5}?(?<level>[市省区县])/u.exec(name);
  const level = own ? (own.groups?.level ?? own[0]) : null;
  return asked && level && asked !== level ? null : 'some';
}

/**
 * The printed collectives of governments that reach a body by one of its names, all or some: 各区人民政府, 有关区人民政府 for 西青区,
 * which is asked for where its government is meant. 市有关部门 may be anyone and reaches nobody; a collective is reached by none.
 */
export function collectivesReaching(names: readonly string[], collectives: readonly string[]): string[] {
  if (names.some((name) => collectives.includes(name))) return [];
  const bodies = names.flatMap((name) => [name, `${name}人民政府`]);
  return collectives.filter(
    (collective) =>
      /政府|各区|区县/u.test(collective) && bodies.some((name) => collectiveReach(collective, name) !== null),
  );
}

function namesLevel(levels: string, level: string): boolean {
  if (level === '新区' || level === '区') return levels.includes('区');
  if (level === '县' || level === '自治县' || level === '旗') return /[县旗]/u.test(levels);
  return levels.includes(level.slice(-1));
}
