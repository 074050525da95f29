import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';

/** Address → units with role and basis, of the clauses that have any. */
function unitsOf(source: string): Record<string, string> {
  const { clauses } = parseSource(source, 'doc');
  return Object.fromEntries(
    clauses
      .filter(({ units }) => units.length > 0)
      .map(({ clauseId, units }) => [
        clauseId.slice('doc:'.length),
        units.map(({ name, role, basis }) => `${name} ${role} ${basis}`).join('；'),
      ]),
  );
}

describe('responsible units of whole documents', () => {
  it('minutes: who is told what below a decision, and by when', () => {
    const source = `柳湾市人民政府常务会议纪要
柳政纪〔2027〕6号

二、研究粮库迁建事宜
会议明确：（一）迁建工作由市粮储局牵头，南湖区政府配合；（二）新库用地由市自然资源局于8月底前完成供地；（三）资金由市财政局统筹。
三、研究公交票价
由市交通运输局会同市发展改革委提出方案，于10月15日前报市政府。`;
    const units = Object.values(unitsOf(source)).join('；');
    for (const unit of [
      '市粮储局 lead assignment',
      '南湖区政府 supporting assignment',
      '市自然资源局 responsible duty',
      '市财政局 responsible duty',
    ])
      expect(units).toContain(unit);
    const deadlines = parseSource(source, 'doc').clauses.flatMap(({ deadline }) => deadline?.date ?? []);
    expect(deadlines).toEqual(['2027-08-31', '2027-10-15']);
  });

  it('rules: articles say who does what, and a month alone is no date', () => {
    const source = `柳湾市游泳场所管理办法

第四条 市体育行政部门是本市游泳场所的主管部门，负责制定规范。区体育部门负责日常检查。
第五条 卫生健康、市场监管等部门按照各自职责，做好水质监督。
第六条 经营者应当于4月底前报送自查表。
第七条 本办法由市体育局负责解释。`;
    expect(unitsOf(source)).toEqual({
      art4: '市体育行政部门 responsible duty；区体育部门 responsible duty',
      art5: '卫生健康部门 responsible duty；市场监管部门 responsible duty',
    });
    const { clauses } = parseSource(source, 'doc');
    expect(clauses.map(({ deadline }) => deadline)).toEqual([null, null, null, null]);
  });

  it('lists of duties: one body a line, numbered or not', () => {
    const source = `云台县森林防火工作职责分工

县林业局：承担指挥部日常工作，牵头组织隐患排查。
县气象局：负责火险预报，配合做好人工增雨。
县公安局、县消防救援大队：负责火案侦办和扑救。
各镇人民政府：落实属地责任。`;
    expect(unitsOf(source)).toEqual({
      p1: '县林业局 lead duty',
      p2: '县气象局 responsible duty',
      p3: '县公安局 responsible duty；县消防救援大队 responsible duty',
      p4: '各镇人民政府 responsible duty',
    });
  });

  it('emergency plans: what a number, a local body and a colon open', () => {
    const source = `青泥镇防汛预案

2 组织体系
2.1 工作职责
（1）水务所：负责堤防巡查。
（2）卫生院：负责伤员救治。
2.2 联络
组长由镇长担任，成员由水务所、卫生院负责人组成。`;
    expect(unitsOf(source)).toEqual({
      '2.1.1': '水务所 responsible duty',
      '2.1.2': '卫生院 responsible duty',
    });
  });

  it('a heading that is a body is the subject of the items below it', () => {
    const source = `云台县养老服务部门职责

一、职责分工
（一）县民政局
1.负责养老机构备案。
2.牵头制定补贴标准。
（二）县财政局、县审计局
1.保障补贴资金。
2.参与绩效评价。
二、工作要求
（一）加强领导
1.落实责任。`;
    expect(unitsOf(source)).toEqual({
      '1.1.1': '县民政局 responsible duty',
      '1.1.2': '县民政局 lead duty',
      '1.2.1': '县财政局 responsible duty；县审计局 responsible duty',
      '1.2.2': '县财政局 supporting duty；县审计局 supporting duty',
    });
  });

  it('an explanation tells how the text came about and who takes applications', () => {
    const source = `《云台县民宿奖励办法》政策解读

一、起草背景
县文旅局会同县财政局起草了《办法》，走访了二十家民宿。
二、办理流程
由乡镇人民政府受理，县文旅局复核。`;
    expect(unitsOf(source)).toEqual({
      '2': '乡镇人民政府 responsible duty；县文旅局 responsible duty',
    });
  });

  it('a letter hands each matter to those who answer it', () => {
    const source = `云台省政府办公厅关于代表建议办理情况的函

一、关于北山隧道。请求尽快开工。
省交通厅会同省建设部门研究提出了办理意见：已列入计划。
二、关于渡口。请求增加班次。
请省航运局在2027年3月底前答复。
三、请各地认真落实。`;
    expect(unitsOf(source)).toEqual({
      '1': '省交通厅 responsible duty；省建设部门 responsible duty',
      '2': '省航运局 responsible duty',
    });
  });

  it('answers and letters tell who is charged, and still hand over who leads', () => {
    const source = `云台县农机补贴问答

问：补贴由谁核定？
答：面积由县农机局负责核定，资金由县财政局负责拨付。
问：怎样办理过户？
答：由县农机局牵头、县公安局配合办理。`;
    expect(Object.values(unitsOf(source))).toEqual([
      '县农机局 responsible duty；县财政局 responsible duty',
      '县农机局 lead assignment；县公安局 supporting assignment',
    ]);
    const letter = `云台县水利局关于县政协第12号提案答复的函

一、关于清淤。由渠道管护中心负责统一调度。`;
    expect(unitsOf(letter)).toEqual({ '1': '渠道管护中心 responsible duty' });
    const plan = `云台县水利局关于清淤工作的方案

一、清淤。由县渠道管护中心负责统一调度。`;
    expect(unitsOf(plan)).toEqual({ '1': '县渠道管护中心 responsible assignment' });
  });
});
