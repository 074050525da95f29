export interface ReceivedEvent {
  readonly event: string;
  readonly data: unknown;
}

/** The events of a finished stream, comments left out. */
export function readEvents(text: string): ReceivedEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('event: '))
    .map((block) => {
      const { event, data } = /^event: (?<event>.*)\ndata: (?<data>.*)$/.exec(block)!.groups!;
      return { event: event!, data: JSON.parse(data!) };
    });
}
