import { describe, expect, it } from 'vitest';
import { packLines } from '../../src/channels/rendering/pack-lines.ts';
import { readStatement } from '../../src/channels/rendering/read-statement.ts';

const linesOf = (markdown: string) =>
  readStatement(markdown).map(({ bullet, runs }) => bullet + runs.map(({ text }) => text).join(''));

describe('a statement as plain lines', () => {
  it.each([
    ['由市水务局牵头。', ['由市水务局牵头。']],
    ['一段\n\n又一段', ['一段', '又一段']],
    ['- 甲\n3. 乙', ['• 甲', '3. 乙']],
    ['\\*不是强调\\* 1\\. \\[1\\] \\\\', ['*不是强调* 1. [1] \\']],
    ['共**3 项**', ['共3 项']],
    ['[第三条](/clause/a:3)所列', ['第三条所列']],
    ['[外面](https://evil.example)', ['[外面](https://evil.example)']],
    ['| 任务 | 单位 |\n|---|:-:|\n| 甲\\|乙 | 丙 |\n| 丁 | |', ['• 任务：甲|乙；单位：丙', '• 任务：丁']],
    ['| 不是表格 |', ['| 不是表格 |']],
  ])('%j', (markdown, lines) => {
    expect(linesOf(markdown)).toEqual(lines);
  });

  it('tells what is emphasised', () => {
    expect(readStatement('共**3 \\* 项**。')[0]!.runs).toEqual([
      { text: '共', isStrong: false },
      { text: '3 * 项', isStrong: true },
      { text: '。', isStrong: false },
    ]);
  });
});

describe('lines in texts of limited size', () => {
  const pack = (lines: string[][], limit: number) =>
    packLines(lines, { limit, sizeOf: (text) => text.length });

  it.each([
    [[['ab'], ['cd']], 5, ['ab\ncd']],
    [[['ab'], ['cd']], 4, ['ab', 'cd']],
    [[['ab'], [''], ['cd']], 3, ['ab\n', 'cd']],
    [[['a', 'b', 'c', 'd', 'e']], 2, ['ab', 'cd', 'e']],
    [[['x'], ['a', 'b', 'c', 'd']], 3, ['x', 'abc', 'd']],
    [[['[long](link)'], ['b']], 4, ['[long](link)', 'b']],
    [[[''], ['']], 4, []],
    [[], 4, []],
  ])('%j in %i', (lines, limit, texts) => {
    expect(pack(lines, limit)).toEqual(texts);
  });
});
