/** Formats that a Chinese program names by number alone (ECMA-376 18.8.30, zh-CN) and that the library takes for American dates. */
const FORMATS: readonly (readonly [number, string])[] = [
  [27, 'yyyy"年"m"月"'],
  [28, 'm"月"d"日"'],
  [29, 'm"月"d"日"'],
  [31, 'yyyy"年"m"月"d"日"'],
  [32, 'h"时"mm"分"'],
  [33, 'h"时"mm"分"ss"秒"'],
  [36, 'yyyy"年"m"月"'],
  [50, 'yyyy"年"m"月"'],
  [51, 'm"月"d"日"'],
  [52, 'yyyy"年"m"月"'],
  [53, 'm"月"d"日"'],
  [54, 'm"月"d"日"'],
  [57, 'yyyy"年"m"月"'],
  [58, 'm"月"d"日"'],
];

/** styles.xml with those formats written out, but those that it defines itself. */
export function addChineseFormats(styles: Uint8Array): Uint8Array {
  const xml = Buffer.from(styles).toString('utf8');
  const missing = FORMATS.filter(([id]) => !xml.includes(`numFmtId="${id}" formatCode=`))
    .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
    .join('');
  const list = /<numFmts[^>]*>/u.exec(xml);
  const root = /<styleSheet[^>]*>/u.exec(xml);
  const at = list ?? root;
  if (!at || at[0].endsWith('/>')) return styles;
  const end = at.index + at[0].length;
  const added = list ? missing : `<numFmts count="1">${missing}</numFmts>`;
  return Buffer.from(xml.slice(0, end) + added + xml.slice(end), 'utf8');
}
