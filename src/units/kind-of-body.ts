import { cannotBeBody, hasLevelPrefix, isCollectiveName } from './body-name.ts';

/** Offices that act for the public whatever stands before them: 旗农牧主管部门, 嘎查委员会, 批准动用的人民政府. */
const AUTHORITY =
  /(?:政府|部门|机关|委员会|居委会|村委会|管委会|管理局|分局|总局|局|厅|署|公署|办公室|办事处|指挥部|领导小组|总队|支队|大队|派出所|法院|检察院|海关)$/;
/** 气象主管机构, 县级统管机构, 疾病预防控制机构; not 医疗机构, 培训机构, which are told what to do. */
const PUBLIC_AGENCY =
  /(?:管理|主管|统管|监管|监督|执法|经办|登记|防治|控制|监测|审批|仲裁|调解|征收|派出|援助|救援|海事|统计)(?:服务)?机构$/;
/** What a level before it makes one body or a kind of public bodies: 市供水集团, 县疾控中心, 镇卫生院. */
const OF_A_LEVEL = /(?:集团|公司|中心|院|所|站|馆|校|社|室|处|科|队|办|委|会|机构|银行)$/;
const LEVEL =
  /^(?:国家|国网|中央|全国|自治区|自治州|地区|[省市区县州盟旗镇乡村](?![场民政内外容区])|苏木|嘎查|街道|社区|乡镇|[省市区县乡]级|盟市|旗县)/;
/** Offices inside a body that its own rules name: 医学装备部, 纪检监察室. */
const OFFICE = /(?:[部室科处办站所队]|(?<!第三方)中心|(?:供水|供电|供气|供热|燃气|公交)企业)$/;

const NO_OFFICE =
  /(?:全部|干部|内部|外部|局部|[东西南北中]部|支部|教室|浴室|温室|卧室|居室|实验室|学科|专科|本科|内科|外科|各处|到处|用处|好处|坏处|住处|之处|举办|主办|承办|督办|交办|经办|协办|场所|住所|之所|网站|车站|场站|机会|社会|本院|学院|全社会|大会)$/;
const NOT_A_BODY =
  /(?:格局|布局|结局|大局|全局|开局|当局|新局|僵局|危局|困局|变局|结果|(?:有关|相关|职能|责任|成员)(?:部门|机关)|国家机关)$/;

/** Words of a sentence that no name of a body has in it: 「监护人向户籍地|学校」, 「由县人民政府另行|规定」. */
const SENTENCE =
  /^(?:该|其|此|全[国省市县区]|任何|前述|上述|前款|某|哪|使用|申请|当事|一个|两个|两家|多个|同一|另一|每|第三方|涉及|与|和|在|受委托|中介)|(?<!所)在|经(?![济营办贸开信委])|(?<![方定流走动志])向|[由于凭除哪谁何把被]|另行|委托|使用|推荐|代替|是指|原则上|之一|审核后|按月|纳入|[^失]去|共同决定|应当|负责|按照|不得|可以|[，。；：“”《》\s]|\d[年月日个号元]/;

/** How surely a name must be that of a public body: what must (应当) is said of any company, what is charged with (负责) is not. */
export type BodyStrength = 'charged' | 'obliged';

/** 我局, 本委: the body that writes. */
const WRITER = /^(?:我|本)(?:局|委|厅|办|署|部|办公室|委员会)$/;

/** Whether a stretch of text is more than a name. */
export function holdsSentence(name: string): boolean {
  const bare = withoutBrackets(name);
  return (
    SENTENCE.test(bare) ||
    /与|[和或](?![\u4e00-\u9fff]{0,12}(?:[局委厅署部]|部门|机关|委员会|机构)$)/.test(bare)
  );
}

/**
 * Whether a name, however modified, is a kind of public body by its head noun: 县级统管机构, 公安机关交通管理部门, 村民委员会. Persons,
 * households and whoever is only told what to do (经营者, 承储企业, 医疗机构) are none.
 */
export function isKindOfBody(name: string, strength: BodyStrength): boolean {
  const bare = withoutBrackets(name);
  if (WRITER.test(bare)) return true;
  if (bare.length < 3 || bare.length > 24 || SENTENCE.test(bare) || NOT_A_BODY.test(bare)) return false;
  if (bare.includes('的') && !OF_WHICH.test(bare)) return false;
  if (AUTHORITY.test(bare)) return !cannotBeBody(bare.replace('的', ''));
  if (/[和或及]/.test(bare) || NO_OFFICE.test(bare) || cannotBeBody(bare)) return false;
  if (PUBLIC_AGENCY.test(bare)) return true;
  if ((LEVEL.test(bare) || hasLevelPrefix(bare)) && OF_A_LEVEL.test(bare)) return true;
  return strength === 'charged' && OFFICE.test(bare);
}

/** 批准动用的人民政府. */
const OF_WHICH = /^[\u4e00-\u9fff]{2,10}的(?:人民政府|部门|机关|主管部门)$/;

function withoutBrackets(name: string): string {
  return name.replace(/[（(〔〈][^）)〕〉]{1,8}[）)〕〉]/g, '');
}

/** In a duty a kind (乡镇人民政府, 县级以上人民政府) is a name; 各…, 有关…, 市、县财政部门 and the like are not. */
export function isCollectiveInDuty(name: string): boolean {
  if (withoutBrackets(name).includes('、')) return true;
  return isCollectiveName(name) && (EVERY.test(name) || NAMES_NO_FUNCTION.test(name));
}

const EVERY =
  /^(?:各|全[省市县区州]|所有|其他|其它|有关|相关|涉及|地方各级|沿|驻|有.{1,10}的)|各|(?:有关|相关)/;
const NAMES_NO_FUNCTION =
  /^(?:[省市县区州镇乡地级直属]|行业|业务|上级|主管|监管|职能|成员|责任|牵头|配合|承办|组成)*(?:部门|单位|方面|机构|企业|地区)$/;
