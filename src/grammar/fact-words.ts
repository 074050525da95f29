/** A fact that a document states about itself. */
export type DocumentFact =
  | 'issuedOn'
  | 'documentNumber'
  | 'issuers'
  | 'drafters'
  | 'effectiveOn'
  | 'expiresOn'
  | 'validity'
  | 'basis'
  | 'repeals'
  | 'addressees'
  | 'period'
  | 'interpreter';

/** One row: words that speak of a fact, and what must be asked of them: a day, a body, anything else, or only whether. */
export interface FactWord {
  readonly fact: DocumentFact;
  /** Alternatives of a regular expression. */
  readonly pattern: string;
  readonly asks: 'day' | 'body' | 'thing' | 'whether' | 'any';
  readonly example: string;
  readonly counterExample: string;
}

/** Days, bodies and yes or no, as questions ask for them. */
export const ASKED: Readonly<Record<'day' | 'body' | 'whether', RegExp>> = {
  day: /哪[一]?[天年月日](?:哪[月天日])?|什么时[候间]|啥时候|何时|何日|日期|时间|几号|几月(?:几[号日])?|多久|哪年哪月/u,
  body: /谁|哪[一]?[个家几些](?:单位|部门|局|机关|机构|委|厅)?|什么(?:单位|部门|机关)|单位|机关/u,
  whether: /吗|么[？?]?$|是否|有没有|没有[？?]?$|还[在有]?/u,
};

/** Rows in the order in which they are tried; a question may ask for several facts. */
export const FACT_WORDS: readonly FactWord[] = [
  {
    fact: 'documentNumber',
    pattern: '发文字号|发文号|文件号|文号|字号|几号文|第几号',
    asks: 'any',
    example: '文号是多少',
    counterExample: '电话号码是多少',
  },
  {
    fact: 'addressees',
    pattern: '主送|(?:印?发给|下发给|发到)(?:了)?',
    asks: 'any',
    example: '主送哪些单位',
    counterExample: '报送哪些单位',
  },
  {
    fact: 'drafters',
    pattern: '起草|拟定|草拟|拟订',
    asks: 'body',
    example: '由哪个部门起草',
    counterExample: '由哪个部门负责',
  },
  {
    fact: 'interpreter',
    pattern: '(?:负责)?(?:具体|政策)?解释',
    asks: 'body',
    example: '由哪个部门负责解释',
    counterExample: '由哪个部门负责说明',
  },
  {
    fact: 'repeals',
    pattern: '废止|废了|废除|代替|取代|替代',
    asks: 'thing',
    example: '废止了哪些文件',
    counterExample: '废止了吗',
  },
  {
    fact: 'basis',
    pattern: '依据|根据|凭',
    asks: 'thing',
    example: '依据哪些文件制定',
    counterExample: '由谁制定',
  },
  {
    fact: 'period',
    pattern: '管(?:的是)?(?=哪几年)|(?:规划|计划|实施)(?:期限|期)|(?:跨度|覆盖)(?=.{0,3}年)',
    asks: 'any',
    example: '管的是哪几年',
    counterExample: '管的是谁',
  },
  {
    fact: 'expiresOn',
    pattern: '有效期|到期|失效|截止|[管用]到',
    asks: 'day',
    example: '有效期到什么时候',
    counterExample: '还有效吗',
  },
  {
    fact: 'expiresOn',
    pattern: '有效期|管(?:几|多少)年|管多久',
    asks: 'any',
    example: '有效期多长',
    counterExample: '还有效吗',
  },
  {
    fact: 'effectiveOn',
    pattern: '(?:开始)?(?:施行|生效|实施|执行)|开始|算起',
    asks: 'day',
    example: '什么时候施行',
    counterExample: '还在执行吗',
  },
  {
    fact: 'validity',
    pattern: '有效|作数|管用|废止|作废|过期|失效|到期|(?:在|继续)?(?:执行|施行|实施|用)',
    asks: 'whether',
    example: '还有效吗',
    counterExample: '什么时候施行',
  },
  {
    fact: 'issuedOn',
    pattern: '印发|发布|公布|下发|出台|转发|颁布|成文|发文|发(?=的|出|布|$)|制定',
    asks: 'day',
    example: '哪天印发的',
    counterExample: '谁印发的',
  },
  {
    fact: 'issuers',
    pattern: '印发|发布|公布|下发|出台|转发|颁布|发文|联合发|发的文|发(?=的|出|$)|制定',
    asks: 'body',
    example: '是谁发的文',
    counterExample: '哪天发的文',
  },
];
