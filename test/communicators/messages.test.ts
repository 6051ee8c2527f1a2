import { describe, expect, it } from 'vitest';
import {
  faultText,
  isNothingYet,
  outputOf,
  shellOf,
} from '../../src/communicators/winrm/answers.ts';
import { envelope, executeCommand, xmlDuration } from '../../src/communicators/winrm/envelope.ts';
import { encodedPowerShell } from '../../src/communicators/index.ts';

describe('envelopes', () => {
  it.each([
    [-1, 'PT0S'],
    [0, 'PT0S'],
    [999, 'PT0S'],
    [30_000, 'PT30S'],
    [1_800_000, 'PT30M'],
    [3_661_000, 'PT1H1M1S'],
  ])('duration of %d ms', (given, text) => expect(xmlDuration(given)).toBe(text));

  it('keeps whatever is in a command', () => {
    const to = { url: 'http://h:5985/wsman', id: 'i', timeout: 60_000 };
    const text = envelope(executeCommand('S&1', 'echo <a> & "b" ]]> c'), to);
    expect(text).toContain(
      '<rsp:Command><![CDATA[echo <a> & "b" ]]]]><![CDATA[> c]]></rsp:Command>',
    );
    expect(text).toContain('<w:Selector Name="ShellId">S&#38;1</w:Selector>');
    expect(text).toContain('<w:OperationTimeout>PT1M</w:OperationTimeout>');
  });

  it('encodes scripts', () => {
    const [, encoded = ''] = encodedPowerShell('echo "ü"').split(' -EncodedCommand ');
    expect(Buffer.from(encoded, 'base64').toString('utf16le')).toBe(
      `$ProgressPreference = 'SilentlyContinue';echo "ü"`,
    );
  });
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('answers', () => {
  it.each([
    ['<w:Selector Name="ShellId">A-1</w:Selector>', 'A-1'],
    ['<rsp:ShellId>A-2</rsp:ShellId>', 'A-2'],
    ['<x/>', undefined],
  ])('shell of %s', (xml, shell) => expect(shellOf(xml)).toBe(shell));

  it.each([
    [
      'running',
      `<rsp:Stream Name="stdout" CommandId="1">${base64('a')}</rsp:Stream><rsp:Stream Name="stderr" CommandId="1">${base64('b')}</rsp:Stream><rsp:CommandState State="http://x/CommandState/Running"/>`,
      { pieces: ['stdout a', 'stderr b'], exitCode: undefined },
    ],
    [
      'ended',
      '<rsp:Stream Name="stdout" CommandId="1" End="true"></rsp:Stream><rsp:Stream Name="stderr" CommandId="1" End="true"/><rsp:CommandState State="http://x/CommandState/Done"><rsp:ExitCode>7</rsp:ExitCode></rsp:CommandState>',
      { pieces: [], exitCode: 7 },
    ],
    [
      'ended without a code',
      '<CommandState State="http://x/CommandState/Done"></CommandState>',
      { pieces: [], exitCode: 0 },
    ],
  ])('output of a command that is %s', (_, xml, expected) => {
    const { pieces, exitCode } = outputOf(xml);
    const shown = pieces.map(({ stream, content }) => `${stream} ${Buffer.from(content)}`);
    expect({ pieces: shown, exitCode }).toEqual(expected);
  });

  it.each([
    [500, '<f:WSManFault Code="2150858793"/>', true, 'http response error: 500'],
    [
      500,
      '<s:Text xml:lang="en-US">no &lt;such&gt; shell</s:Text>',
      false,
      'http error 500: no <such> shell',
    ],
    [401, '', false, 'http response error: 401 - invalid content type'],
  ])('fault %d %s', (status, xml, again, text) => {
    expect([isNothingYet(xml), faultText(status, xml)]).toEqual([again, text]);
  });
});
