/** What makes a stretch of text a question. */
const ASKS =
  /谁|哪|什么(?!的)|啥|多少|几(?![乎项个条家种份]?[年月日天]?[以之])|吗|何时|何地|怎么|怎样|如何|多久|多长|多大|多高|多快|多远|是否|[能会要可]不[能会要可]|是不是|有没有|[？?]/u;
/** 由谁牵头、谁配合: bodies of one thing are asked for once. */
const ASKS_BODIES = /谁|哪[些个家]?(?:单位|部门|局|机构)/u;
/** Ends of sentences, and breaks inside them. */
const PIECES = /[^，、；。？！\n]*[，、；。？！\n]*/gu;
/** Questions of one message that are answered one by one. */
const MOST_QUESTIONS = 4;
/** Longer messages tell a story, whose parts do not stand alone. */
const LONGEST = 160;

/**
 * The questions of a message, in order: 「5G基站建多少、谁负责、什么时候完成？」 → three. What asks nothing goes with the question behind
 * it, at the end with the one before. The message itself where it asks once.
 */
export function splitQuestions(message: string): readonly string[] {
  if (message.length > LONGEST) return [message];
  const questions: string[] = [];
  let told = '';
  for (const [piece] of message.matchAll(PIECES)) {
    if (piece === '') continue;
    told += piece;
    if (!ASKS.test(piece)) continue;
    const before = questions.at(-1);
    if (before !== undefined && ASKS_BODIES.test(before) && ASKS_BODIES.test(told))
      questions[questions.length - 1] += told;
    else questions.push(told);
    told = '';
  }
  if (questions.length === 0 || questions.length > MOST_QUESTIONS) return [message];
  questions[questions.length - 1] += told;
  return questions.map((question) => question.replace(/[，、；]+$/u, ''));
}
