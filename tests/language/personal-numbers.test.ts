import { describe, expect, it } from 'vitest';
import { maskPersonalNumbers } from '../../src/language/personal-numbers.ts';

describe('numbers of persons', () => {
  it.each([
    ['我的身份证是11010519491231002X，能申请吗', '我的身份证是〔身份证号〕，能申请吗'],
    ['身份证120101198001011234。', '身份证〔身份证号〕。'],
    ['手机13800138000，谢谢', '手机〔手机号〕，谢谢'],
    ['电话 +86 138-0013-8000', '电话 〔手机号〕'],
    ['１３８００１３８０００', '〔手机号〕'],
    ['卡号6222 0200 0000 0000 005', '卡号6222 0200 0000 0000 005'],
    ['卡号 4111 1111 1111 1111 退款', '卡号 〔卡号〕 退款'],
    ['13800138000和13900139000', '〔手机号〕和〔手机号〕'],
  ])('are masked: %s', (text, masked) => {
    expect(maskPersonalNumbers(text)).toBe(masked);
  });

  it.each([
    '拨打12345热线或022-23456789',
    '津政发〔2019〕3号，2015—2017年',
    '总投资13800138万元，新建138001380001个',
    '编号20240101000000000001',
    '',
  ])('are not found in %j', (text) => {
    expect(maskPersonalNumbers(text)).toBe(text);
  });
});
