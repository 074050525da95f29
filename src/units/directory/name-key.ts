/**
 * The form under which spellings of one body meet: 「发展和改革委员会」「发展改革委」 → 发展改革委,
 * 「合作交流办公室」 → 合作交流办, 「某某区管委会」 → 某某区管理委, 「西青区人民政府」 → 西青区政府.
 */
export function nameKey(name: string): string {
  return tidyName(name)
    .replace(/管委会/gu, '管理委')
    .replace(/委员会/gu, '委')
    .replace(/办公室/gu, '办')
    .replace(/人民政府/gu, '政府')
    .replace(/集团(?:股份)?(?:有限)?(?:责任)?公司$/u, '集团')
    .replace(/(?:股份)?有限(?:责任)?公司$/u, '公司')
    .replace(/(?<=.)[和与及](?=.*[局委厅部办]$)/gu, '');
}

/** White space, quotation marks and the brackets' width do not tell names apart. */
export function tidyName(name: string): string {
  return name.replace(/[\s“”"'‘’《》]/gu, '').replace(/[（(][^）)]*[）)]$/u, '');
}

/** The ways in which one name is written in running text, itself first; all have the same key. */
export function surfaceForms(name: string): string[] {
  const forms = new Set([name]);
  const swap = (pattern: RegExp, to: string): void => {
    for (const form of [...forms]) if (pattern.test(form)) forms.add(form.replace(pattern, to));
  };
  swap(/管理委员会/u, '管委会');
  swap(/管委会/u, '管理委员会');
  swap(/(?<!管理)委员会$/u, '委');
  swap(/(?<=.{3})委$/u, '委员会');
  swap(/办公室$/u, '办');
  swap(/(?<=..)办$/u, '办公室');
  swap(/人民政府/u, '政府');
  swap(/(?<!人民)政府$/u, '人民政府');
  swap(/(?<=.)和(?=.*[局委厅部办会室]$)/u, '');
  swap(/集团(?:股份)?(?:有限)?(?:责任)?公司$/u, '集团');
  swap(/(?:股份)?有限(?:责任)?公司$/u, '公司');
  return [...forms];
}
