import { preferredLocale } from './locale.js';

describe('the reader’s language', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh-CN', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zh-Hant-TW', 'zh-CN'],
    ['en-GB,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en;q=0.3, zh;q=0.7', 'zh-CN'],
    ['de, fr;q=0.8', 'en'],
    ['de, zh;q=0.1', 'zh-CN'],
    ['zh;q=0', 'en'],
    ['*', 'en'],
    ['zh;q=x', 'en'],
    ['zhx', 'en'],
  ])('%s means %s', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });
});
