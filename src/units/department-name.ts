const FUNCTION =
  '(?:发展改革|发展和改革|教育|科技|科学技术|工业和信息化|工信|民族宗教|公安|国家安全|民政|司法|司法行政|财政|人力资源社会保障|人力资源和社会保障|自然资源|规划|生态环境|环保|住房城乡建设|住房和城乡建设|城市管理|城管|交通运输|交通|水利|水务|农业农村|农业|林业|林草|园林|商务|文化和旅游|文化旅游|文旅|文物|卫生健康|卫生|退役军人事务|退役军人|应急管理|应急|消防救援|消防|审计|国资|国有资产|市场监管|市场监督管理|药品监管|药监|知识产权|体育|统计|医保|医疗保障|乡村振兴|地方金融|金融监管|金融|税务|海关|气象|地震|邮政|邮政管理|通信管理|通信|能源|电力|粮食|粮食和储备|网信|宣传|组织|统战|政法|编制|机构编制|信访|档案|数据|政务服务|残联|疾控|民航|铁路|广电|新闻出版|人防|机关事务|供销|烟草|工商|质监|物价|价格|国土资源|安监|文化|旅游|畜牧|渔业|侨务|港航|公路|房管|住房保障|城乡建设|规划和自然资源|人力社保|民宗|监察|绿化市容|市容环卫|城乡规划)';

/** 国务院, 县级以上地方人民政府, 市、县（市、区）: whose department it is. */
const LEVEL =
  '(?:国务院|中央|国家|本?(?:自治区|自治州|兵团|省|市|区|县|州|盟|旗|镇|乡|街道)(?:级|人民政府)?|(?:沿海|有关|相关)?(?:旗县|县|市|区|省|设区的市|乡镇)级以上(?:地方)?(?:各级)?(?:人民政府)?|各?(?:省|市|县|区|旗)(?:[（(〔〈][^）)〕〉]{1,6}[）)〕〉])?(?:人民政府)?|(?:地方)?各级(?:人民)?政府|(?:地方)?各级(?:地方)?(?:人民政府)?|各地|地方|(?:市|县|省|区|旗县|盟市)级|所在地(?:县级)?(?:人民政府)?)';

const DEPARTMENT = new RegExp(`^${LEVEL}?${FUNCTION}(?:行政|主管|行政主管|管理|行政管理|监督管理)?部门$`);
/** 市航运管理部门, 国务院渔业主管部门: a level or 主管, 行政, 管理 makes a department of a function that no list holds. */
const DEPARTMENT_OF_LEVEL = new RegExp(
  `^${LEVEL}(?<function>[\\u4e00-\\u9fff]{2,14}?)(?:(?:行政|管理|监督|执法|监管|主管|审批){1,3})?部门$`,
);
const DEPARTMENT_IN_CHARGE =
  /^(?<function>[\u4e00-\u9fff]{2,10}?)(?:行政主管|行政管理|监督管理|主管|行政|管理)部门$/;
/** 公安机关, 市税务机关. */
const AUTHORITY = new RegExp(
  `^${LEVEL}?(?:公安|国家安全|检察|审判|监察|税务|司法行政|司法|统计|公安交通管理|公安机关交通管理)(?:机关|部门)$`,
);
const BARE_FUNCTION = new RegExp(`^${LEVEL}?${FUNCTION}$`);

/** 有关主管部门, 行业主管部门, 成员单位 name no function. */
const NO_FUNCTION =
  /^(?:各|直|政府|有关|相关|其他|其它|行业|业务|上级|下级|同级|本级|原|该|所属|所在|直属|内设|组成|责任|牵头|配合|承办|监管|主管|职能|行政|管理|监督|成员|多|两个|负责|作为|由)+$|部门|单位|负责|应当|或者|以及|[的了和与及]|^(?:有关|相关|其他|其它)/;

/**
 * 公安部门, 交通运输主管部门, 市航运管理部门, 县级以上人民政府民政部门: a department by its function, with or without its level. It counts in
 * unit phrases and as the subject of a duty.
 */
export function isDepartmentName(name: string): boolean {
  if (name.length > 40 || !/(?:部门|机关)$/.test(name)) return false;
  if (DEPARTMENT.test(name) || AUTHORITY.test(name)) return true;
  const own = (DEPARTMENT_OF_LEVEL.exec(name) ?? DEPARTMENT_IN_CHARGE.exec(name))?.groups?.['function'];
  return own !== undefined && !NO_FUNCTION.test(own);
}

/** 市场监管, 公安 in 「市场监管、公安等部门」, 区财政 in 「区财政、民政部门」: what a following 部门 makes a department. */
export function isFunctionName(name: string): boolean {
  return BARE_FUNCTION.test(name);
}

/** Whether a department's name stands for those of many places: 各级财政部门, 县级以上地方人民政府民政部门. */
export function isCollectiveDepartment(name: string): boolean {
  return /^(?:各|地方|沿海|有关|相关|所在地|[市县省区]级|乡镇级|设区)|[）)〕〉]|^[省市区县州盟旗]级?、/.test(
    name,
  );
}
