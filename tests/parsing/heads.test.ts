import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';

/** What a document prints about itself, and each clause as 「address path: text」. */
function read(source: string) {
  const { facts, clauses } = parseSource(source, 'doc');
  return {
    ...facts,
    clauses: clauses.map(
      ({ clauseId, path, text }) =>
        `${clauseId.slice(4)} ${path.join(' > ')}: ${text.replaceAll('\n', ' / ')}`,
    ),
  };
}

const BODY = '一、总体要求\n坚持统筹推进。\n二、保障措施\n加强宣传。';

describe('titles on several lines', () => {
  it.each([
    [
      '柳河县人民政府关于推行河道巡查登记制度\n\n采砂许可公示制度\n\n违法线索移送制度的实施意见\n\n柳政发〔2027〕6号',
      '柳河县人民政府关于推行河道巡查登记制度采砂许可公示制度违法线索移送制度的实施意见',
    ],
    [
      '柳河县人民政府办公室\n关于印发茶山保护规定\n和巡山守则的通知',
      '柳河县人民政府办公室关于印发茶山保护规定和巡山守则的通知',
    ],
    ['柳河县民政局\n柳河县司法局\n关于开展婚俗改革的通知', '柳河县民政局 柳河县司法局关于开展婚俗改革的通知'],
    ['柳河县民政局　柳河县司法局关于开展婚俗改革的通知', '柳河县民政局 柳河县司法局关于开展婚俗改革的通知'],
    ['柳河县人民政府\n办公室关于开展婚俗改革的通知', '柳河县人民政府办公室关于开展婚俗改革的通知'],
    ['关 于 开 展 婚 俗 改 革 的 通 知', '关于开展婚俗改革的通知'],
  ])('%s', (head, title) => {
    const { title: found, clauses } = read(`${head}\n\n各乡镇人民政府：\n\n${BODY}`);
    expect(found).toBe(title);
    expect(clauses).toHaveLength(2);
  });

  it('does not take the next title for more of a complete one', () => {
    const { title, clauses } = read(
      `柳河县人民政府关于印发柳河县茶山保护办法的通知\n各乡镇人民政府：\n请认真执行。\n柳河县人民政府\n2027年3月1日\n柳河县茶山\n保护办法\n${BODY}`,
    );
    expect(title).toBe('柳河县人民政府关于印发柳河县茶山保护办法的通知');
    expect(clauses[0]).toBe('intro : 请认真执行。');
  });
});

describe('orders that promulgate a rule', () => {
  const articles = '第一条　为了保护古井，制定本规定。\n第二条　县水利局负责古井水质监测。';
  it.each([
    [
      '令, number, signer, day and the rule',
      `柳河县人民政府令\n第12号\n《柳河县古井保护规定》已经2027年1月5日县人民政府第8次常务会议通过，现予公布，自2027年3月1日起施行。\n县　长：沈某\n2027年1月20日\n柳河县古井保护规定\n${articles}`,
      '2027-01-20',
    ],
    [
      'the title of the page above the order',
      `柳河县古井保护规定\n\n柳 河 县 人 民 政 府 令\n\n第 12 号\n\n现公布《柳河县古井保护规定》，自2027年3月1日起施行。\n县长　沈某\n\n2027年1月20日\n\n${articles}`,
      '2027-01-20',
    ],
    [
      'the order in brackets below the title',
      `柳河县古井保护规定\n（2027年1月5日县人民政府第8次常务会议通过　2027年1月20日柳河县人民政府令第12号公布　自2027年3月1日起施行）\n${articles}`,
      '2027-01-20',
    ],
  ])('%s', (_, source, issuedOn) => {
    const { title, documentNumber, issuer, issuedOn: found, clauses } = read(source);
    expect([title, documentNumber, issuer, found]).toEqual([
      '柳河县古井保护规定',
      '柳河县人民政府令第12号',
      '柳河县人民政府',
      issuedOn,
    ]);
    expect(clauses.filter((clause) => !clause.startsWith('intro'))).toEqual([
      'art1 第一条: 第一条　为了保护古井，制定本规定。',
      'art2 第二条: 第二条　县水利局负责古井水质监测。',
    ]);
    for (const clause of clauses) expect(clause).not.toMatch(/第\s*12\s*号|沈某/);
  });

  it('reads the 公告 of a congress and who adopted a rule', () => {
    const adopted = '（2027年4月2日柳河市第七届人民代表大会常务委员会第三次会议通过）';
    const body = `柳河市公园条例\n${adopted}\n${articles}`;
    for (const source of [
      body,
      `柳河市人民代表大会常务委员会公告\n第5号\n《柳河市公园条例》已由柳河市第七届人民代表大会常务委员会第三次会议通过，现予公布。\n${body}`,
    ]) {
      const { title, issuer, issuedOn } = read(source);
      expect([title, issuer, issuedOn]).toEqual([
        '柳河市公园条例',
        '柳河市人民代表大会常务委员会',
        '2027-04-02',
      ]);
    }
  });
});

describe('red heads, letters and numbers', () => {
  it.each([
    [
      '# 海岭省水利厅文件 海岭省财政厅\n\n海水规〔2027〕9号\n\n# 关于做好渠道管护工作的通知',
      '关于做好渠道管护工作的通知',
      '海水规〔2027〕9号',
      '海岭省水利厅、海岭省财政厅',
    ],
    [
      '海岭省水利厅\n海岭省财政厅\n文　件\n海水规〔2027〕9号　　　签发人：孟某\n关于做好渠道管护工作的通知',
      '关于做好渠道管护工作的通知',
      '海水规〔2027〕9号',
      '海岭省水利厅、海岭省财政厅',
    ],
    [
      '特急\n海岭省水利厅办公室\n海水办函〔2027〕31号\n关于做好渠道管护工作的通知',
      '关于做好渠道管护工作的通知',
      '海水办函〔2027〕31号',
      '海岭省水利厅办公室',
    ],
    [
      '渠道管护三年行动计划\n（海水规〔2027〕9号　2027年5月6日印发）',
      '渠道管护三年行动计划',
      '海水规〔2027〕9号',
      null,
    ],
    [
      '海岭市人民政府常务会议纪要\n〔2027〕16号',
      '海岭市人民政府常务会议纪要',
      '〔2027〕16号',
      '海岭市人民政府',
    ],
    [
      '海岭市人民政府\n专题会议纪要\n第16期\n海岭市人民政府办公室　　2027年5月6日\n关于渠道管护有关\n问题的会议纪要',
      '关于渠道管护有关问题的会议纪要',
      '第16期',
      '海岭市人民政府办公室',
    ],
  ])('%s', (head, title, number, issuer) => {
    const found = read(`${head}\n\n${BODY}`);
    expect([found.title, found.documentNumber, found.issuer]).toEqual([title, number, issuer]);
    expect(found.clauses).toHaveLength(2);
  });

  it('reads the day in brackets below a title of the Party', () => {
    const found = read(`中共海岭市委　海岭市人民政府关于推进水网建设的意见\n（2027年5月6日）\n${BODY}`);
    expect([found.title, found.issuer, found.issuedOn]).toEqual([
      '中共海岭市委 海岭市人民政府关于推进水网建设的意见',
      '中共海岭市委、海岭市人民政府',
      '2027-05-06',
    ]);
  });

  it('keeps all of many issuers that sign', () => {
    const issuers = ['教育厅', '民政厅', '司法厅', '财政厅', '水利厅', '商务厅', '审计厅', '交通运输厅'].map(
      (name) => `海岭省${name}`,
    );
    const { issuer, clauses } = read(
      `关于加强渠道管护的通知\n\n各市、县人民政府：\n\n请抓好落实。\n\n${issuers.slice(0, 6).join('\n')}\n${issuers.slice(6).join('　　')}（盖章）\n\n2027年5月6日`,
    );
    expect(issuer).toBe(issuers.join('、'));
    expect(clauses).toEqual(['intro : 请抓好落实。']);
  });
});

describe('lines between title and text', () => {
  it.each([
    ['东湾区人民政府：'],
    ['周某等代表：'],
    ['尊敬的各位业主：'],
    ['各街道办事处，区政府各部门，各直属\n单位：'],
    ['东湾区人民政府，\n市水利局、市财政局：'],
  ])('%s is to whom the document goes', (addressee) => {
    const { clauses } = read(
      `青浦州人民政府办公室关于渡槽改建的答复\n青政办函〔2027〕5号\n${addressee}\n来信收悉，答复如下：\n渡槽改建已列入计划。\n青浦州人民政府办公室\n2027年8月9日`,
    );
    expect(clauses).toEqual(['p1 : 来信收悉，答复如下：', 'p2 : 渡槽改建已列入计划。']);
  });

  it('keeps a line that opens a list', () => {
    const { clauses } = read('渡槽管护补助申领指南\n申领条件：\n1.在册管护员；\n2.管护满一年。');
    expect(clauses[0]).toContain('申领条件');
  });

  it('drops the subtitle, the speaker and those spoken to', () => {
    const { title, issuedOn, clauses } = read(
      `青浦州人民政府关于水库除险情况的报告\n——2027年9月28日在青浦州第十届人民代表大会常务委员会第九次会议上\n州水利局局长　乔某\n\n主任、各位副主任、秘书长、各位委员：\n\n受州政府委托，现报告如下。\n\n${BODY}`,
    );
    expect(title).toBe('青浦州人民政府关于水库除险情况的报告');
    expect(issuedOn).toBe('2027-09-28');
    expect(clauses[0]).toBe('intro : 受州政府委托，现报告如下。');
    expect(clauses).toHaveLength(3);
  });
});

describe('who issued a document, and when', () => {
  it.each([
    [
      '柳河县营商任务台账\n（柳商办〔2027〕3号印发，柳河县商务局，2027年2月27日）',
      '柳河县营商任务台账',
      '柳河县商务局',
      '柳商办〔2027〕3号',
      '2027-02-27',
    ],
    [
      '柳教〔2027〕8号附件\n柳河县校园饮水技术导则\n（试行）\n柳河县教育局  2027年9月1日发布',
      '柳河县校园饮水技术导则（试行）',
      '柳河县教育局',
      '柳教〔2027〕8号',
      '2027-09-01',
    ],
    [
      '柳河县医院服务任务分解表\n制表单位：柳河县人民医院　　　　2027年3月1日',
      '柳河县医院服务任务分解表',
      '柳河县人民医院',
      null,
      '2027-03-01',
    ],
    [
      '柳河县人民政府\n专题会议纪要\n〔2027〕第9期\n关于渡口建设的会议纪要',
      '关于渡口建设的会议纪要',
      '柳河县人民政府',
      '〔2027〕第9期',
      null,
    ],
    [
      '类别：A\n公开属性：主动公开\n签发人：沈某\n柳河县水利局\n柳水函〔2027〕5号\n柳河县水利局关于第7号提案答复的函',
      '柳河县水利局关于第7号提案答复的函',
      '柳河县水利局',
      '柳水函〔2027〕5号',
      null,
    ],
  ])('%s', (head, title, issuer, documentNumber, issuedOn) => {
    expect(read(`${head}\n\n${BODY}`)).toMatchObject({ title, issuer, documentNumber, issuedOn });
  });

  it('a headline goes on below itself with who is asked; a site stands for its owner', () => {
    const { title, issuer, issuedOn } = read(
      '# 管好一江清水\n## ——柳河县水利局负责人就《柳河县采砂办法》答记者问\n\n2027年3月8日　来源：柳河县水利局网站　责任编辑：沈\n\n**记者：**何时施行？\n\n**负责人：**3月1日起。\n\n**记者：**谁来管？\n\n**负责人：**由县水利局负责审批。',
    );
    expect(title).toBe('管好一江清水——柳河县水利局负责人就《柳河县采砂办法》答记者问');
    expect(issuer).toBe('柳河县水利局');
    expect(issuedOn).toBe('2027-03-08');
  });
});
