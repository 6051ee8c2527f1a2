import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionTable } from '../../../src/eval/index.ts';
import { nodeEvaluation } from '../../../src/platform/index.ts';
import { shown } from '../../eval/functions/support.ts';

/** moto's server, a stand-in for AWS that checks what it is sent: `pip install 'moto[server]'`. */
const program = process.env.MOTO_SERVER ?? 'moto_server';
const isMissing = spawnSync(program, ['--help']).status !== 0;
const cannotRun = isMissing && process.env.CI === undefined;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts the server and waits for its word that it listens. */
async function startMoto(port: number) {
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  for await (const piece of child.stderr) {
    said += String(piece);
    if (said.includes('Running on')) break;
  }
  if (!said.includes('Running on')) throw new Error(`${program}: ${said}`);
  return child;
}

describe.skipIf(cannotRun)(
  `AWS Secrets Manager${cannotRun ? ` (skipped: ${program} is not installed)` : ''}`,
  () => {
    let moto: Awaited<ReturnType<typeof startMoto>>;
    let url: string;

    beforeAll(async () => {
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      moto = await startMoto(port);
      await create('app', '{"a":"one","n":5}');
      await create('plain', 'just text');
    });
    afterAll(() => moto?.kill());

    async function create(name: string, text: string): Promise<void> {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          authorization:
            'AWS4-HMAC-SHA256 Credential=a/20240101/us-east-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=0',
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'secretsmanager.CreateSecret',
        },
        body: JSON.stringify({
          Name: name,
          SecretString: text,
          ClientRequestToken: 'a'.repeat(32),
        }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    }

    async function ask(text: string, endpoint = url): Promise<string> {
      const variables = {
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
      };
      const functions = functionTable(
        {
          ...nodeEvaluation(),
          environment: { cwd: '/', home: '/nowhere', variables },
          now: () => new Date(),
          randomBytes: (count) => new Uint8Array(count),
        },
        { folder: '/', started: new Date() },
      );
      await functions.prepare(text);
      return shown(text, functions).replace(/RequestID: \w+/, 'RequestID: …');
    }

    const rows = [
      ['aws_secretsmanager("app", "a")', 'one'],
      ['aws_secretsmanager("app", "n")', '5'],
      ['aws_secretsmanager("app", "z")', '! No secret found for key "z"'],
      ['aws_secretsmanager("app", null)', '! Secret has multiple values and no key was set'],
      ['aws_secretsmanager("plain", null)', 'just text'],
      ['aws_secretsmanager_raw("app")', '{"a":"one","n":5}'],
      [
        'aws_secretsmanager("absent", "a")',
        "! operation error Secrets Manager: GetSecretValue, https response error StatusCode: 404, RequestID: …, ResourceNotFoundException: Secrets Manager can't find the specified secret.",
      ],
    ] as const;

    it.each(rows)('%s', async (text, result) => expect(await ask(text)).toBe(result));

    it('that is not there is told', async () => {
      const port = await freePort();
      expect(await ask('aws_secretsmanager("app", "a")', `http://127.0.0.1:${port}`)).toBe(
        `! operation error Secrets Manager: GetSecretValue, https response error StatusCode: 0, RequestID: , request send failed, Post "http://127.0.0.1:${port}/": dial tcp 127.0.0.1:${port}: connect: connection refused`,
      );
    });
  },
);
