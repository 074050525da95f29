import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { otherForms, splitAtPhrases } from '../../src/retrieval/other-forms.ts';

describe('splitAtPhrases', () => {
  it('loses nothing and marks what the glossary knows', () => {
    const part = fc.constantFrom('人工智能', '治理', '车联网', '小微企业', '的', 'AI', '，');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const found = splitAtPhrases(text);
        expect(found.map((piece) => piece.text).join('')).toBe(text);
        for (const { text: word, isPhrase } of found) if (isPhrase) expect(otherForms(word)).not.toEqual([]);
      }),
    );
  });

  it('keeps a saying whole', () => {
    expect(
      splitAtPhrases('推进车联网试点').map(({ text, isPhrase }) => `${text}${isPhrase ? '*' : ''}`),
    ).toEqual(['推进', '车联网*', '试点']);
  });
});
