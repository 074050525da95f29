/** What a model can see of one clause. */
export interface PromptEvidence {
  readonly number: number;
  readonly source: string;
  /** 「牵头单位：A；配合单位：B、C」; empty where the clause names nobody. */
  readonly units: string;
  readonly text: string;
  /** Sentences that the rules answer with. */
  readonly points: readonly string[];
}

export interface ReadPrompt {
  readonly question: string;
  readonly evidence: readonly PromptEvidence[];
  /** A message is to be read into what it asks; `history` is empty where it is the first. */
  readonly followUp: { readonly history: string; readonly message: string } | null;
}

/** Reads the messages of a request as a model would: only what the prompt says. */
export function readPromptOf(messages: readonly { readonly content: string }[]): ReadPrompt {
  const user = messages.at(-1)!.content;
  const followUp = /<上文>\n(?<history>[\s\S]*?)\n<\/上文>\n\n<话>\n(?<message>[\s\S]*?)\n<\/话>/u.exec(
    user,
  )?.groups;
  const blocks = [...user.matchAll(/<证据 编号="(?<number>\d+)">\n(?<body>[\s\S]*?)\n<\/证据>/gu)];
  return {
    question: /<问题>\n(?<question>[\s\S]*?)\n<\/问题>/u.exec(user)?.groups?.['question'] ?? '',
    evidence: blocks.map(({ groups }) => readBlock(Number(groups!['number']), groups!['body']!)),
    followUp: followUp ? { history: followUp['history']!, message: followUp['message']! } : null,
  };
}

function readBlock(number: number, body: string): PromptEvidence {
  const [head = '', ...points] = body.split('\n要点：');
  const match = /^出处：(?<source>.*)\n(?:责任单位：(?<units>.*)\n)?正文：(?<text>[\s\S]*)$/u.exec(head);
  return {
    number,
    source: match?.groups?.['source'] ?? '',
    units: match?.groups?.['units'] ?? '',
    text: match?.groups?.['text'] ?? '',
    points,
  };
}
