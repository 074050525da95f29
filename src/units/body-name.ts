/**
 * How the names of public bodies end. Official texts name a body by place or level (市, 省, 国家 …), function and one of
 * these endings: 市发展改革委, 天津海关, 国网天津市电力公司, 北京冬奥组委.
 */
const BODY_ENDING = new RegExp(
  '(?:' +
    [
      '委员会|居委会|村委会|管委会|组委会?|委|总局|分局|局|厅|署|总署|办公室|办公厅|办事处|办',
      '人民政府|政府|常委会|人大|政协|研究室|政研室|公署|法院|检察院|国务院|海关|关区|银行|总行|分行|支行|信用社|联社',
      '监委机关|兵团|公司|集团|总公司|分公司|电网|运营商|电视台|广播电台|总台|报社|通讯社|出版社|总社|供销社',
      '协会|学会|联合会|商会|总会|理事会|基金会|银保监会|保监会|银监会|证监会|红十字会|工会|贸促会|促进会|残工委|老龄委',
      '妇联|残联|科协|文联|侨联|工商联|社科联|团市委|团省委|团区委|团县委|团中央|台联|记协|作协|音协|消协',
      '研究院|科学院|社科院|工程院|设计院|研究所|事务所|交易所|监测站|总站|大学|学院|党校|学校|医院|博物馆|图书馆|档案馆|文化馆',
      '总队|支队|大队|消防队|执法队|指挥部|领导小组|工作组|工作专班|专班|联席会议|服务中心|管理中心|中心|总部|营业管理部|管理处|管理所|事务所|林场|公积金中心',
      '(?:组织|宣传|统战|政法|对外联络|外交|国防|教育|科技|科学技术|工业和信息化|公安|安全|民政|司法|财政|人力资源社会保障|人力资源和社会保障|自然资源|国土资源|生态环境|环境保护|住房城乡建设|住房和城乡建设|交通运输|铁道|水利|农业农村|农业|商务|文化和旅游|文化|卫生|退役军人|退役军人事务|应急|应急管理|监察|水务|能源|建设|城乡建设|信息产业|人事|劳动保障|劳动和社会保障|环保|卫生健康|体育|林业|海洋|航运|邮电|经贸|外经贸|化工|冶金|煤炭|电力|统战工作|社会工作|宣传思想|装备发展|武装)部',
    ].join('|') +
    ')$',
);

/** Words that end like a body and are none: 格局, 举办, 社会主义核心…会. */
const NOT_A_BODY =
  /(?:格局|布局|结局|大局|全局|开局|当局|(?:开创?|开启|打开|育)新局|棋局|时局|破局|举办|主办|承办|协办|(?<![振复])兴办|创办|开办|督办|交办|申办|经办|通办|联办|好办|快办|网办|能办|可办|代办|帮办|领办|合办|民办|公办|难办|批办|转办|盲办|即办|速办|指办|掌办|一次办|一件办|方案办|委托|编委|原委|责任单位|牵头单位|配合单位|主管部门|行政主管部门)$/;

/** General words for a kind of body, not the name of one: 由供电公司负责, 由行业协会牵头. */
const GENERAL_WORD =
  /^(?:供电|供水|燃气|物业|上市|运营|国有|商业|民营|保险|担保|平台|项目|施工|设计|监理|承包|第三方|社会|行业|专业|定点|基层|乡镇|社区|公立|三级|二级|中心|政策性|开发性|农村)(?:公司|集团|银行|医院|学校|中心|协会|学会|商会|卫生院|服务中心|办事处)$|^(?:行业)?(?:协会|学会|商会|联合会)$|^(?:人民|专门|互联网)(?:法院|检察院)$/;

const PUNCTUATION = /[。！？；：:“”"《》]/;

/** Words of a sentence; in a name they stand only behind a level: 市投资促进局. */
const SENTENCE_WORD =
  /(?:应当|不得|必须|推进|加快|完善|开展|支持|鼓励|促进|提高|提升|实施|落实|按照|根据|通过|围绕|建立|健全|形成|以及其他|进行|给予|确保|达到|超过|位于|属于|对于|关于|包括|认为|可以|需要|参加|围绕)/;

const LEVEL_PREFIX =
  /^(?:中共|中央|国家|全国|中国|省|市|区|县|州|盟|旗|自治区|自治州|兵团|本市|本省|本区|我市|我省|我区|我县)/;

/** Offices that only a level makes a name: 市政府督查室, 县水文站, 区二中, 市公证处. */
const OFFICE_ENDING =
  /(?:[室处站台所院社场馆校厂队会组行司团]|(?:公路|工务|养护)段|机关|中学|小学|疾控|促进局|林场|农场|一中|二中)$/;

/** Level and ending alone do not make these a body. */
const NO_OFFICE =
  /(?:格局|布局|结局|大局|新局|棋局|举办|主办|承办|协办|开办|督办|社会|机会|市场|区域|现场|会场|立场|广场|商场|职场|队伍|机构|场所|住所|之所|处处|到处|用处|好处|共同体|企业|高校|(?:国家|行政|司法|审批|登记|执法|党政|政法)机关|行业主管部门|主管部门|有关部门|相关部门|责任单位)$/;

/** 投资促进局, 重大项目推进中心: the verb belongs to the office's name. */
const VERBAL_OFFICE =
  /^[\u4e00-\u9fff]{0,10}(?:促进|推进|支持|指导|服务|审批|监督|协调|统筹|保障|建设)(?:局|中心|办|办公室|处|委|委员会|专班|小组)$/;

/** 西青区, 滨海新区, 邵阳县, 余姚市: a place used for its government. */
const PLACE =
  /^[\u4e00-\u9fff]{1,7}(?:自治州|自治县|自治旗|新区|开发区|示范区|高新区|经开区|保税区|林区|矿区|园区|区|县|市|旗|州|盟|镇|乡|街道)$/;

/** Kinds of area, not one area: 老城区, 贫困山区, 产业园区. 房山区, 东城区 and 西湖区 are districts. */
const NOT_A_PLACE =
  /^(?:各|本|全|有关|相关|中心|主|老|新|旧|沿江|沿海|边远|偏远|贫困|高寒|革命老)?(?:地区|社区|片区|小区|景区|厂区|辖区|城区|郊区|山区|牧区|灾区|库区|校区|街区|港区|战区|特区|禁区|林区|湖区|市区|分区|区县|市县|县区|县市|城市|都市|城镇|乡镇|街镇)$|(?:功能区|聚集区|集聚区|先行区|先导区|工业区|旅游区|自治区|设区市|地级市|县级市|直辖市|超市|门市|上市|股市|夜市|集市|楼市|社区|辖区|片区|景区|街区|校区|厂区)$|^(?:各|有关|相关|全)|^(?:产业|科技|工业|物流|高新|农业|示范)+园区$/;

/**
 * Whether a name looks like one public body (or company, bank, university, association) on its own: what a list in a
 * bare bracket （市科委、市经济信息化委） or in running text must consist of.
 */
export function looksLikeBody(name: string): boolean {
  const text = withoutInnerBrackets(name);
  if (text.length < 3 || text.length > 30) return MINISTRY_SHORT.test(text);
  if (PUNCTUATION.test(text) || GENERAL_WORD.test(text)) return false;
  if (LEVEL_PREFIX.test(text) && text.length <= 16 && !NO_OFFICE.test(text)) {
    if (BODY_ENDING.test(text) || OFFICE_ENDING.test(text)) return true;
  }
  if (NOT_A_BODY.test(text)) return false;
  if (VERBAL_OFFICE.test(text)) return true;
  if (SENTENCE_WORD.test(text)) return false;
  if (BODY_ENDING.test(text)) return true;
  return /^(?:中国|国网)/.test(text) && /(?:电力|联通|移动|电信|铁塔|石化|石油|邮政)$/.test(text);
}

/** Whether a member of a labelled list can be no name at all: a date, a figure, half a sentence. */
export function cannotBeBody(name: string): boolean {
  if (name.length < 2 || name.length > 34 || PUNCTUATION.test(name) || /^\d/.test(name)) return true;
  return SENTENCE_WORD.test(name) && !looksLikeBody(name);
}

/** Two- and three-character names of central bodies that the ending rule would miss: 网信办 has an ending, 证监会 too. */
const MINISTRY_SHORT =
  /^(?:中央|国资|编办|人行|央行|团委|妇联|科协|残联|文联|侨联|贸促会|国务院|外办|侨办|台办|[省市区县州]局)$/;

/** Whether a name is a place that can stand for its government: 西青区, 滨海新区. */
export function looksLikePlace(name: string): boolean {
  const text = withoutInnerBrackets(name);
  return (
    PLACE.test(text) &&
    (!NOT_A_PLACE.test(text) || /.{2}(?:示范区|园区|功能区)$/.test(text)) &&
    !SENTENCE_WORD.test(text)
  );
}

/** 市…, 省…, 国家… or a place name first: the body of one level, not a general word. */
export function hasLevelPrefix(name: string): boolean {
  return LEVEL_PREFIX.test(name);
}

const COLLECTIVE = new RegExp(
  [
    '^[省市区县州]各[^办局委]',
    '^(?:各|全市|全省|全区|全县|所有|其他|其它|有关|相关|涉及|属地|地方|当地|沿线|沿江|沿海|基层)',
    '^(?:省|市|区|县|州|国家|国务院|中央|自治区|本市|我市|全国|市委|省委|区委)?(?:级|直|属)?(?:各)?(?:有关|相关|其他有关|其他相关|各|直属)(?:部门|单位|方面|机构|委办局|委局|企业|区|县|市|街道|镇|乡|地区|省|高校|院校)',
    '^(?:省|市|区|县|州|中央|自治区)(?:级|直|属)(?:各)?(?:有关|相关)?(?:部门|单位|机关|机构|企业|高校)',
    '^(?:各)?(?:有关|相关|其他)',
    '^(?:县|市|省|设区的市|乡镇?)级以上.*(?:政府|部门)$',
    '^有.{1,10}的(?:区|县|市|镇|乡|街道|地区|单位|部门)',
    '^(?:在|驻).{1,3}(?:单位|高校|院校|企业|机构|部队)',
    '(?:成员单位|主管部门|职能部门|行业部门|监管部门|责任部门|业务部门)$',
    '^(?:省|市|县|区|乡|镇|州)级?(?:（[^）]*）)?、.*(?:人民政府|政府|管委会|部门)$',
    '^(?:省级|市级|县级|区级|乡级|地方各级|地方|基层|两级|三级|县（?市、?区）?|市县|区县|县区|县|区|乡镇|街道|镇街|街镇)(?:人民政府|政府|党委|管委会|部门|单位|办事处)$',
    '(?:有关|相关)(?:部门|单位|方面|机构|企业|区人民政府|区政府|县人民政府|市人民政府)$',
    '^(?:县|区|市|乡镇|镇|乡|村|街道)（[^）]*）(?:人民政府|政府|办事处|管委会)?$',
    '各(?:组成)?(?:部门|单位|机构|高校|院校|高等院校|医疗机构|医疗卫生机构|企业|区|县|街道|乡镇|镇)$',
    '^(?:[区市县省]内|辖区内|[区市县省]属|央属|驻.{1,3})(?:各)?(?:医院|医疗机构|高校|高等院校|院校|国企|企业|部队|单位|学校)',
    '(?:省份人民政府|功能区管委会)$',
    '^(?:三大|三家|基础)(?:基础)?(?:电信|通信)?(?:运营商|运营企业)',
  ].join('|'),
);

/**
 * Whether a name stands for many bodies: 各区人民政府, 市有关部门, 各有关单位, 有农业的区人民政府, 相关口岸查验单位,
 * 各市、县〔区〕人民政府.
 */
export function isCollectiveName(name: string): boolean {
  return COLLECTIVE.test(name.replace(/[〔［[(〈＜]/g, '（').replace(/[〕］\])〉＞]/g, '）'));
}

function withoutInnerBrackets(name: string): string {
  return name.replace(/[（(〔［[〈＜][^（(〔［[〈＜）)〕］\]〉＞]*[）)〕］\]〉＞]/g, '');
}
