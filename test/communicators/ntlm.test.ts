import { describe, expect, it } from 'vitest';
import { md4 } from '../../src/communicators/winrm/md4.ts';
import { answerChallenge, negotiateMessage } from '../../src/communicators/winrm/ntlm.ts';

describe('md4', () => {
  // RFC 1320, A.5.
  it.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
    [
      '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
      'e33b4ddc9c38f2199c3e7b164fcc0536',
    ],
  ])('%j', (text, digest) => expect(md4(Buffer.from(text)).toString('hex')).toBe(digest));
});

const info = Buffer.from(
  '02000c0044006f006d00610069006e0001000c0053006500720076006500720000000000',
  'hex',
);

/** A challenge with that target information. */
function challenge(targetInfo: Buffer): Buffer {
  const head = Buffer.alloc(48);
  head.write('NTLMSSP\0', 'latin1');
  head.writeUInt32LE(2, 8);
  head.writeUInt32LE(0xa2898205, 20);
  head.write('0123456789abcdef', 24, 'hex');
  head.writeUInt16LE(targetInfo.length, 40);
  head.writeUInt16LE(targetInfo.length, 42);
  head.writeUInt32LE(48, 44);
  return Buffer.concat([head, targetInfo]);
}

/** The field that the head of an answer points to. */
function field(message: Buffer, at: number): Buffer {
  const offset = message.readUInt32LE(at + 4);
  return message.subarray(offset, offset + message.readUInt16LE(at));
}

const moment = { nonce: Buffer.alloc(8, 0xaa), now: new Date(-11_644_473_600_000) };

describe('ntlm', () => {
  it('starts with what it can do', () => {
    expect(negotiateMessage().toString('hex')).toBe(
      `4e544c4d5353500001000000058288a0${'00'.repeat(16)}`,
    );
  });

  it('answers the challenge of the specification (MS-NLMP 4.2.4)', () => {
    const login = { username: 'Domain\\User', password: 'Password' };
    const message = answerChallenge(challenge(info), login, moment);
    expect({
      type: message.readUInt32LE(8),
      old: field(message, 12).toString('hex'),
      proof: field(message, 20).subarray(0, 16).toString('hex'),
      domain: field(message, 28).toString('utf16le'),
      user: field(message, 36).toString('utf16le'),
    }).toEqual({
      type: 3,
      old: '86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa',
      proof: '68cd0ab851e51c96aabc927bebef6a1c',
      domain: 'Domain',
      user: 'User',
    });
  });

  it("takes the server's time where it tells, and sends no old answer then", () => {
    const time = Buffer.from('0700080001020304050607', 'hex');
    const withTime = Buffer.concat([time, Buffer.from([8, 0, 0, 0, 0])]);
    const login = { username: 'User', password: 'Password' };
    const message = answerChallenge(challenge(withTime), login, moment);
    expect([
      field(message, 12).toString('hex'),
      field(message, 20).subarray(24, 32).toString('hex'),
    ]).toEqual(['00'.repeat(24), '0102030405060708']);
  });

  it('refuses what is no challenge', () => {
    const login = { username: 'User', password: 'Password' };
    expect(() => answerChallenge(Buffer.alloc(48), login, moment)).toThrow(
      'the server sent something that is no NTLM challenge',
    );
  });
});
