/** Words that carry no topic in questions or clauses; questions about units keep their role words elsewhere. */
const WORDS = `
的 地 得 了 着 过 吗 呢 吧 啊 呀 嘛 么 哦 嗯
和 与 及 以及 或 或者 并 并且 而 而且 但 但是 且 则 也 都 还 又 再 就 才 只 仅 均 各自
在 于 从 到 至 对 对于 关于 由 被 把 将 向 为 为了 以 按 按照 依 根据 通过 跟 同 给 让 使 用
是 有 没有 会 能 能够 可以 可 要 应 应当 需 需要 得以
这 那 这个 那个 这些 那些 此 该 其 其中 它 它们 他 他们 我 我们 你 你们 您 咱们 自己 本 某
谁 哪 哪个 哪些 哪里 哪儿 哪家 什么 啥 怎么 怎样 怎么样 如何 为什么 为何 多少 几 几个 何时 何 是否 有没有 是不是 能不能 可不可以
一个 一下 一些 一种 个 些 种 等 等等 之 所 里 中 内 上 下 里面 当中 方面 时候 时 后 前
请 请问 麻烦 想 想要 想问 问 问问 问一下 知道 了解 告诉 说 讲 说说 介绍 查 查一下 查询 看看 帮 帮忙 帮我 谢谢 您好 你好
`;

/** Function words and phrases of asking; simplified. */
export const STOP_WORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/u));

/** Whether a word says nothing about a topic: 的, 由, 哪些, 请问. */
export function isFunctionWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
