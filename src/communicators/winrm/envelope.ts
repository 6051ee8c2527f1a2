const shellSpace = 'http://schemas.microsoft.com/wbem/wsman/1/windows/shell';
const transfer = 'http://schemas.xmlsoap.org/ws/2004/09/transfer';
const resource = `${shellSpace}/cmd`;

/** What is asked of the server. */
export interface Message {
  readonly action: string;
  readonly body: string;
  readonly shell?: string;
  readonly options?: Readonly<Record<string, string>>;
}

/** Where a message goes, who sends it, and how long the answer may take. */
export interface Addressing {
  readonly url: string;
  readonly id: string;
  /** Milliseconds. */
  readonly timeout: number;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A duration as XML has it; none or less is `PT0S`. */
export function xmlDuration(milliseconds: number): string {
  if (milliseconds <= 0) return 'PT0S';
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  const text = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${rest ? `${rest}S` : ''}`;
  return `PT${text || '0S'}`;
}

/** The envelope of a message, as text. */
export function envelope(message: Message, { url, id, timeout }: Addressing): string {
  const { action, body, shell, options = {} } = message;
  const selectors =
    shell === undefined
      ? ''
      : `<w:SelectorSet><w:Selector Name="ShellId">${escapeXml(shell)}</w:Selector></w:SelectorSet>`;
  const set = Object.entries(options)
    .map(([name, value]) => `<w:Option Name="${name}">${value}</w:Option>`)
    .join('');
  const optionSet = set === '' ? '' : `<w:OptionSet>${set}</w:OptionSet>`;
  return `<?xml version="1.0" encoding="utf-8" ?><env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns:p="http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd" xmlns:rsp="${shellSpace}"><env:Header><a:To>${escapeXml(url)}</a:To><a:ReplyTo><a:Address env:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo><w:MaxEnvelopeSize env:mustUnderstand="true">153600</w:MaxEnvelopeSize><w:OperationTimeout>${xmlDuration(timeout)}</w:OperationTimeout><a:MessageID>uuid:${id}</a:MessageID><w:Locale env:mustUnderstand="false" xml:lang="en-US"/><p:DataLocale env:mustUnderstand="false" xml:lang="en-US"/><a:Action env:mustUnderstand="true">${action}</a:Action>${selectors}<w:ResourceURI env:mustUnderstand="true">${resource}</w:ResourceURI>${optionSet}</env:Header><env:Body>${body}</env:Body></env:Envelope>`;
}

/** Asks for a shell. */
export const createShell: Message = {
  action: `${transfer}/Create`,
  options: { WINRS_NOPROFILE: 'FALSE', WINRS_CODEPAGE: '65001' },
  body: '<rsp:Shell><rsp:InputStreams>stdin</rsp:InputStreams><rsp:OutputStreams>stdout stderr</rsp:OutputStreams></rsp:Shell>',
};

/** Gives a shell back. */
export function deleteShell(shell: string): Message {
  return { action: `${transfer}/Delete`, shell, body: '' };
}

/** Starts a command in a shell. */
export function executeCommand(shell: string, command: string): Message {
  const text = `<![CDATA[${command.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  return {
    action: `${shellSpace}/Command`,
    shell,
    options: { WINRS_CONSOLEMODE_STDIN: 'TRUE', WINRS_SKIP_CMD_SHELL: 'FALSE' },
    body: `<rsp:CommandLine><rsp:Command>${text}</rsp:Command></rsp:CommandLine>`,
  };
}

/** Waits for output. */
export function receiveOutput(shell: string, command: string): Message {
  return {
    action: `${shellSpace}/Receive`,
    shell,
    body: `<rsp:Receive><rsp:DesiredStream CommandId="${escapeXml(command)}">stdout stderr</rsp:DesiredStream></rsp:Receive>`,
  };
}

/** Ends a command. */
export function terminateCommand(shell: string, command: string): Message {
  return {
    action: `${shellSpace}/Signal`,
    shell,
    body: `<rsp:Signal CommandId="${escapeXml(command)}"><rsp:Code>${shellSpace}/signal/terminate</rsp:Code></rsp:Signal>`,
  };
}
