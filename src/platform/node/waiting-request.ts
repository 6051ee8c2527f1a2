import { failed, ok, type Result } from '../../base/index.ts';
import type { Evaluation, ServerAnswer, ServerRequest } from '../ports.ts';

/** No answer within this many milliseconds is none. */
const deadline = 60_000;

/**
 * What the worker runs: one request, its answer through the port, then a wake-up for the main thread.
 * As text, because it must be at hand wherever this program is bundled.
 */
const worker = `
const { workerData: { request, port, signal, deadline } } = require('node:worker_threads');
const done = (answer) => {
  port.postMessage(answer);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
};
const send = require(request.url.startsWith('https:') ? 'node:https' : 'node:http').request;
const { hostname, port: number } = new URL(request.url);
const place = hostname.replace(/^\\[|\\]$/g, '') + ':' + (number || (request.url.startsWith('https:') ? 443 : 80));
const words = { ECONNREFUSED: 'connection refused', ETIMEDOUT: 'i/o timeout', EHOSTUNREACH: 'no route to host', ENETUNREACH: 'network is unreachable', ECONNRESET: 'connection reset by peer' };
const explain = (error) => {
  const first = error.errors ? error.errors[0] : error;
  if (first.code === 'ENOTFOUND' || first.code === 'EAI_AGAIN') return 'dial tcp: lookup ' + hostname + ': no such host';
  const at = first.address ? first.address + ':' + first.port : place;
  return words[first.code] ? 'dial tcp ' + at + ': connect: ' + words[first.code] : String(first.message);
};
try {
  const call = send(request.url, { method: request.method, headers: request.headers, timeout: deadline }, (response) => {
    const chunks = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }));
    response.on('error', (error) => done({ error: explain(error) }));
  });
  call.on('timeout', () => call.destroy(new Error('context deadline exceeded')));
  call.on('error', (error) => done({ error: explain(error) }));
  call.end(request.body);
} catch (error) {
  done({ error: String(error.message) });
}
`;

function isAnswer(message: unknown): message is ServerAnswer {
  return typeof message === 'object' && message !== null && 'status' in message;
}

function errorIn(message: unknown): string {
  const known = typeof message === 'object' && message !== null && 'error' in message;
  return known ? String(message.error) : 'no answer';
}

/**
 * Sends a request from a worker and sleeps until the answer is there: expressions are evaluated
 * synchronously, and a function that asks a server must give its value at once.
 */
export const waitForAnswer: Evaluation['request'] = (
  request: ServerRequest,
): Result<ServerAnswer, string> => {
  const threads = process.getBuiltinModule('node:worker_threads');
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new threads.MessageChannel();
  const thread = new threads.Worker(worker, {
    eval: true,
    workerData: { request, port: port2, signal, deadline },
    transferList: [port2],
    execArgv: [],
  });
  thread.unref();
  Atomics.wait(signal, 0, 0, deadline);
  const received: unknown = threads.receiveMessageOnPort(port1)?.message;
  port1.close();
  void thread.terminate();
  return isAnswer(received) ? ok(received) : failed(errorIn(received));
};
