/** Verbs by which a document sets its tasks: of a question they say no more than that it has them. */
export const ARRANGING_WORDS = {
  pattern:
    '(?:[写注标载列点]明|安排|部署|布置|提出|涉及|明确|承担|确定|规定|设置|设立|设定|列出|列入|下达|规划|谋划|推出|铺开|展开|细化|分解|分配|分派|分|拆分|拆解|拆|划分|划)[了出成为到有]{0,2}',
  example: '部署',
  counterExample: '撤销',
} as const;

const ARRANGING = new RegExp(`^${ARRANGING_WORDS.pattern}$`, 'u');

/** Whether a word as a whole is such a verb: 部署, 拆成. */
export function isArrangingWord(word: string): boolean {
  return ARRANGING.test(word);
}
