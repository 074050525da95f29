/**
 * 「工控」 in 工业控制系统, 「跨境电商」 in 跨境电子商务: the characters in order within one stretch of twice the length, the
 * first of them opening it.
 */
export function isShortenedIn(word: string, text: string): boolean {
  // Asked of every word and sentence: what is cheap rules most out.
  if (word.length < 2 || !text.includes(word[0]!) || !/^\p{Script=Han}{2,5}$/u.test(word)) return false;
  const reach = word.length * 2 + 1;
  for (let at = text.indexOf(word[0]!); at >= 0; at = text.indexOf(word[0]!, at + 1)) {
    let position = at;
    let i = 1;
    for (; i < word.length; i++) {
      const next = text.indexOf(word[i]!, position + 1);
      if (next < 0 || next - at >= reach || next - position > 3) break;
      if (/[，。；、：]/.test(text.slice(position, next))) break;
      position = next;
    }
    if (i === word.length) return true;
  }
  return false;
}
