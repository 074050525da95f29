import { describe, expect, it } from 'vitest';
import { readOfd } from '../../ingest/readers/ofd/ofd-format.ts';
import { ReaderError } from '../../src/domain/errors/reader-error.ts';
import { lineObject, makeOfd, textObject } from '../support/make-ofd.ts';

/** 40 characters of 4 mm fill a line from 25 mm to 185 mm. */
const FULL = '为了规范夜市经营方便群众生活根据国家和省有关规定结合本市实际制定本方案请各单位认真';

describe('an OFD file', () => {
  it('is read from top to bottom, lines joined into paragraphs, also over pages', () => {
    const { text } = readOfd(
      makeOfd([
        [
          textObject('2.增设路灯。', 33, 60),
          textObject('临江市夜市管理方案', 85, 30, 6),
          textObject(FULL.slice(0, 38), 33, 44),
          textObject('组织实施。', 25, 52),
          textObject(FULL.slice(0, 40), 25, 270),
        ],
        [textObject('抓好落实。', 25, 30)],
      ]),
    );
    expect(text).toBe(
      `临江市夜市管理方案\n${FULL.slice(0, 38)}组织实施。\n2.增设路灯。\n${FULL.slice(0, 40)}抓好落实。\n`,
    );
  });

  it('prints what is printed twice at one place once, as bold type is made', () => {
    const bold = [textObject('重点任务', 25, 40), textObject('重点任务', 25.1, 40)];
    expect(readOfd(makeOfd([bold])).text).toBe('重点任务\n');
  });

  it('has tables by their lines, a cell merged over two rows where it begins', () => {
    const lines = [25, 45, 120, 180].map((x) => lineObject(x, 30, x, 60));
    const rows = [30, 40, 60].map((y) => lineObject(25, y, 180, y));
    const objects = [
      ...lines,
      ...rows,
      lineObject(25, 50, 120, 50),
      ...['序号', '任务', '责任单位'].map((text, i) => textObject(text, [26, 46, 121][i]!, 37)),
      textObject('1', 30, 47),
      textObject('整修摊位', 46, 47),
      textObject('2', 30, 57),
      textObject('增设路灯', 46, 57),
      textObject('市城管局', 121, 52),
    ];
    const { text, locations } = readOfd(makeOfd([objects]));
    expect(text.trim()).toBe('序号\t任务\t责任单位\n1\t整修摊位\t市城管局\n2\t增设路灯');
    expect(locations[0]?.location).toMatchObject({ kind: 'page', page: 1 });
  });

  it('leaves running heads and page numbers out', () => {
    const page = (i: number) => [
      textObject('临江市人民政府文件', 80, 12, 3),
      textObject(`第${i}项任务由市城管局负责。`, 33, 60),
      textObject(`— ${i} —`, 100, 285, 3),
    ];
    expect(readOfd(makeOfd([page(1), page(2), page(3)])).text).toBe(
      '第1项任务由市城管局负责。\n第2项任务由市城管局负责。\n第3项任务由市城管局负责。\n',
    );
  });

  it('says what is hidden and what has no characters', () => {
    const objects = [
      textObject('公开内容', 25, 40),
      textObject('内部口径', 25, 60, 4, 'Visible="false"'),
      textObject('\u00a4\u00a4', 25, 80),
    ];
    const { text, warnings } = readOfd(makeOfd([objects]));
    expect(text).not.toContain('内部口径');
    expect(warnings.map(({ code, message }) => [code, message])).toEqual([
      ['hidden-text', '有 4 个隐藏的字没有收录'],
      ['content-lost', '有 2 个字只有字形、没有编码，读不出来'],
    ]);
  });

  it.each([
    [
      'in its properties',
      makeOfd(
        [[textObject('正文', 25, 40)]],
        '<ofd:CustomDatas><ofd:CustomData Name="密级">秘密</ofd:CustomData></ofd:CustomDatas>',
      ),
    ],
    [
      'in a property with its term',
      makeOfd(
        [[textObject('正文', 25, 40)]],
        '<ofd:CustomDatas><ofd:CustomData Name="密级和保密期限">机密★5年</ofd:CustomData></ofd:CustomDatas>',
      ),
    ],
    ...['密级：机密', '【机密】', '000123  特急  秘密★长期', '机密级', '绝 密'].map(
      (mark): [string, Uint8Array] => [
        `as ${mark}`,
        makeOfd([[textObject(mark, 25, 30), textObject('正文', 25, 60)]]),
      ],
    ),
    ['at its head', makeOfd([[textObject('机密★1年', 25, 30), textObject('正文', 25, 60)]])],
  ])('that is marked as secret %s is refused', (_, bytes) => {
    expect(() => readOfd(bytes)).toThrow(ReaderError);
    expect(() => readOfd(bytes)).toThrow('密级');
  });

  it('is not taken for secret by words about secrets', () => {
    const objects = [
      textObject('临江市商业秘密保护办法', 25, 30),
      textObject('保守秘密，人人有责。', 25, 60),
    ];
    expect(readOfd(makeOfd([objects])).text).toContain('商业秘密');
  });

  it('tells pictures, text aslant and text without a size, and prints a character twice at one place once', () => {
    const objects = [
      '<ofd:ImageObject ID="7" Boundary="20 100 100 80" ResourceID="9"/>',
      textObject('内部资料', 25, 150, 4, 'CTM="0.7 0.7 -0.7 0.7 0 0"'),
      '<ofd:TextObject ID="8" Boundary="25 30 40 4" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="0.1 3.9 0.1">建建筑筑</ofd:TextCode></ofd:TextObject>',
      '<ofd:TextObject ID="9" Boundary="25 50 40 4"><ofd:TextCode X="0" Y="4">无字号</ofd:TextCode></ofd:TextObject>',
    ];
    const { text, warnings } = readOfd(makeOfd([objects]));
    expect(text).toBe('建筑\n');
    expect(warnings.map(({ message }) => message)).toEqual([
      '有 3 个字只有字形、没有编码，读不出来',
      '有 4 个斜排或竖排的字（如水印）没有收录',
      '第 1 页有图片，其中的文字未收录',
    ]);
  });

  it('reads what a composite object shows where it is placed', () => {
    const unit = `<ofd:CompositeGraphicUnit ID="30"><ofd:Content>${textObject('联系电话', 0, 4)}</ofd:Content></ofd:CompositeGraphicUnit>`;
    const file = makeOfd(
      [
        [
          textObject('办事指南', 25, 30),
          '<ofd:CompositeObject ID="5" ResourceID="30" Boundary="25 60 40 4"/>',
          textObject('办公时间', 25, 90),
        ],
      ],
      '',
      unit,
    );
    expect(readOfd(file).text).toBe('办事指南\n联系电话\n办公时间\n');
  });

  it.each([
    ['without words', makeOfd([[]]), '没有文字层'],
    ['no OFD', new Uint8Array([0x50, 0x4b, 3, 4]), '不完整'],
  ])('%s is refused', (_, bytes, reason) => {
    expect(() => readOfd(bytes)).toThrow(reason);
  });
});
