import { describe, expect, it } from 'vitest';
import { isAbbreviationOf } from '../../src/questions/abbreviated-name.ts';

describe('a name shortened as people shorten titles', () => {
  it.each([
    ['菌业', '关于推进林区食用菌产业高质量发展的'],
    ['提标', '关于提高社会救助标准的'],
    ['医保问答', '白浪市医疗保障局常见问题解答'],
  ])('%s of %s', (word, name) => {
    expect(isAbbreviationOf(word, name)).toBe(true);
  });

  it.each([
    ['业菌', '关于推进林区食用菌产业高质量发展的'],
    ['疗障', '白浪市医疗保障局常见问题解答'],
    ['茶业', '关于推进林区食用菌产业高质量发展的'],
  ])('not %s of %s', (word, name) => {
    expect(isAbbreviationOf(word, name)).toBe(false);
  });
});
