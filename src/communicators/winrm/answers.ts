/** What a server says to `Receive`. */
export interface Output {
  readonly pieces: readonly {
    readonly stream: 'stdout' | 'stderr';
    readonly content: Uint8Array;
  }[];
  /** Absent: the command still runs. */
  readonly exitCode?: number;
}

const element = (name: string): RegExp =>
  new RegExp(`<(?:[\\w-]+:)?${name}(?:\\s[^>]*)?>([^<]*)</(?:[\\w-]+:)?${name}>`);

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

function unescapeXml(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole;
    const hexadecimal = name[1]?.toLowerCase() === 'x';
    const digits = name.slice(hexadecimal ? 2 : 1);
    return String.fromCodePoint(Number.parseInt(digits, hexadecimal ? 16 : 10));
  });
}

/** The text of the first element of that name. */
export function textOfElement(xml: string, name: string): string | undefined {
  const text = element(name).exec(xml)?.[1];
  return text === undefined ? undefined : unescapeXml(text).trim();
}

/** The shell that a server made, by its selector or by its own element. */
export function shellOf(xml: string): string | undefined {
  const selected = /<(?:[\w-]+:)?Selector Name="ShellId"[^>]*>([^<]+)</.exec(xml)?.[1];
  return selected ?? textOfElement(xml, 'ShellId');
}

/** Output, and how the command ended. */
export function outputOf(xml: string): Output {
  const pieces: Output['pieces'][number][] = [];
  for (const [, head = '', text = ''] of xml.matchAll(
    /<(?:[\w-]+:)?Stream(\s[^>]*[^/])>([^<]*)</g,
  )) {
    const stream = /Name="(stdout|stderr)"/.exec(head)?.[1];
    const content = Buffer.from(text.trim(), 'base64');
    if (content.length > 0 && (stream === 'stdout' || stream === 'stderr'))
      pieces.push({ stream, content });
  }
  if (!xml.includes('CommandState/Done')) return { pieces };
  return { pieces, exitCode: Number(textOfElement(xml, 'ExitCode') ?? 0) };
}

/** Whether a fault only means: nothing to tell yet, ask again. */
export function isNothingYet(xml: string): boolean {
  return xml.includes('OperationTimeout') || xml.includes('2150858793');
}

/** Why a server did not do it. */
export function faultText(status: number, xml: string): string {
  const reason = textOfElement(xml, 'Message') ?? textOfElement(xml, 'Text');
  if (status === 401) return 'http response error: 401 - invalid content type';
  return reason === undefined
    ? `http response error: ${status}`
    : `http error ${status}: ${reason}`;
}
