import { type ByteSink, type ByteSource, joinedBytes } from '../../base/index.ts';
import { ProtocolError } from '../protocol.ts';
import type { Json } from '../json.ts';
import { type Payload, PayloadRun } from '../payload-run.ts';

/** A frame: a JSON-RPC message, or a piece of a byte stream. Empty bytes mean the stream's end. */
export interface FrameListener {
  message(json: unknown): void;
  /** May be called several times for one frame; `last` only for an empty frame. */
  bytes(stream: number, chunk: Uint8Array, last: boolean): void;
  /** Undefined, or resolves when more may be read. */
  pause?(): Promise<void> | undefined;
}

/** The longest header block, and the longest JSON message, that is accepted. */
const longestHeaders = 4_096;
const longestMessage = 64 * 1_024 * 1_024;

const encoder = new TextEncoder();
const lenient = new TextDecoder();
const strict = new TextDecoder('utf-8', { fatal: true });

interface Headers {
  readonly length: number;
  /** Absent for a JSON message. */
  readonly stream: number | undefined;
}

/** What a human sees of bytes that are not a frame: the first line, shortened. */
function excerpt(bytes: Uint8Array): string {
  const text = lenient.decode(bytes.subarray(0, 400));
  const line = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
  return JSON.stringify(line.length > 120 ? `${line.slice(0, 120)}...` : line);
}

function notAFrame(bytes: Uint8Array): ProtocolError {
  return new ProtocolError(
    `${excerpt(bytes)} came where a message was expected; standard output belongs to the protocol`,
  );
}

const headerLine = /^([A-Za-z][A-Za-z-]*):[ \t]*(.*?)[ \t]*$/;

/** What almost every frame begins with. */
const plainHeader =
  /^Content-Length: (\d{1,8})(?:\r\nContent-Type: application\/octet-stream\r\nStream: (\d{1,15}))?$/;

function parseHeaders(block: Uint8Array): Headers {
  const text = lenient.decode(block);
  const plain = plainHeader.exec(text);
  if (plain === null) return parseHeaderLines(block, text);
  const [, length, stream] = plain;
  return checked(Number(length), stream === undefined ? undefined : Number(stream));
}

function checked(length: number, stream: number | undefined): Headers {
  if (stream === undefined && length > longestMessage)
    throw new ProtocolError(`a message of ${length} bytes is longer than ${longestMessage}`);
  return { length, stream };
}

function parseHeaderLines(block: Uint8Array, text: string): Headers {
  let length: number | undefined;
  let stream: number | undefined;
  let binary = false;
  for (const line of text.split('\r\n')) {
    const match = headerLine.exec(line);
    if (match === null) throw notAFrame(block);
    const [, name = '', value = ''] = match;
    const number = /^\d{1,15}$/.test(value) ? Number(value) : undefined;
    if (name.toLowerCase() === 'content-length') length = number;
    if (name.toLowerCase() === 'stream') stream = number;
    if (name.toLowerCase() === 'content-type') binary = /^application\/octet-stream\b/i.test(value);
  }
  if (length === undefined || (binary && stream === undefined)) throw notAFrame(block);
  return checked(length, binary ? stream : undefined);
}

/** Where the empty line after the headers ends, or -1. */
function endOfHeaders(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(13); at !== -1; at = bytes.indexOf(13, at + 1)) {
    if (bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at + 4;
  }
  return -1;
}

/** Whether these bytes can still become a header block. */
function mayBeHeaders(bytes: Uint8Array): boolean {
  const text = lenient.decode(bytes.subarray(0, 200));
  return bytes.length <= longestHeaders && /^[A-Za-z][A-Za-z-]*($|:[^\n]*($|\r\n))/.test(text);
}

const nothing: Uint8Array = new Uint8Array(0);

/** Takes bytes cut anywhere and tells the listener what frames they make. */
class FrameParser {
  readonly #listener: FrameListener;
  #headers: Headers | undefined;
  /** The beginning of a header block. */
  #begun = nothing;
  /** Pieces of an unfinished message. */
  #held: Uint8Array[] = [];
  #missing = 0;

  constructor(listener: FrameListener) {
    this.#listener = listener;
  }

  get between(): boolean {
    return this.#headers === undefined && this.#begun.length === 0;
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#begun.length === 0 ? chunk : joinedBytes([this.#begun, chunk]);
    this.#begun = nothing;
    const run = new PayloadRun(bytes);
    for (let at = 0; at < bytes.length; )
      at =
        this.#headers === undefined
          ? this.#readHeaders(bytes, at, run)
          : this.#readBody(bytes, at, run);
    this.#hand(run.end());
  }

  /** Reads headers from a place; gives back the place behind them. */
  #readHeaders(bytes: Uint8Array, at: number, run: PayloadRun): number {
    const rest = bytes.subarray(at);
    const end = endOfHeaders(rest.subarray(0, longestHeaders));
    if (end === -1) {
      if (!mayBeHeaders(rest)) throw notAFrame(rest);
      this.#begun = rest.slice();
      return bytes.length;
    }
    this.#headers = parseHeaders(rest.subarray(0, end - 4));
    this.#missing = this.#headers.length;
    if (this.#missing === 0) this.#finish(run);
    return at + end;
  }

  #readBody(bytes: Uint8Array, at: number, run: PayloadRun): number {
    const end = Math.min(bytes.length, at + this.#missing);
    this.#missing -= end - at;
    const stream = this.#headers?.stream;
    if (stream === undefined) this.#held.push(bytes.subarray(at, end));
    else this.#hand(run.add(stream, at, end));
    if (this.#missing === 0) this.#finish(run);
    return end;
  }

  /** A frame is complete. Messages and ends of streams come after the bytes before them. */
  #finish(run: PayloadRun): void {
    const headers = this.#headers;
    this.#headers = undefined;
    const isMessage = headers?.stream === undefined;
    if (!isMessage && headers.length > 0) return;
    this.#hand(run.end());
    if (!isMessage) return this.#listener.bytes(headers.stream, nothing, true);
    const body = joinedBytes(this.#held);
    this.#held = [];
    this.#listener.message(parseMessage(body));
  }

  #hand(payload: Payload | undefined): void {
    if (payload) this.#listener.bytes(payload.streamId, payload.bytes, false);
  }
}

function parseMessage(body: Uint8Array): unknown {
  try {
    return JSON.parse(strict.decode(body));
  } catch (cause) {
    throw new ProtocolError(`${excerpt(body)} is not JSON`, { cause });
  }
}

/**
 * Reads frames until the source ends; moves bytes within its chunks. Rejects with ProtocolError for anything that is not a frame,
 * and with whatever the source throws.
 */
export async function readFrames(source: ByteSource, listener: FrameListener): Promise<void> {
  const parser = new FrameParser(listener);
  for await (const chunk of source) {
    parser.push(chunk);
    await listener.pause?.();
  }
  if (!parser.between) throw new ProtocolError('the stream ended in the middle of a message');
}

/** Writes frames. Calls may overlap; frames leave in the order of the calls, never mixed. */
export interface FrameWriter {
  message(json: Json): Promise<void>;
  /** Empty bytes end the stream. */
  bytes(stream: number, chunk: Uint8Array): Promise<void>;
}

/** Writes frames to a sink that keeps the order of its `write` calls. */
export function frameWriter(sink: ByteSink): FrameWriter {
  return {
    message(json) {
      const body = encoder.encode(JSON.stringify(json));
      const headers = encoder.encode(`Content-Length: ${body.length}\r\n\r\n`);
      return sink.write(joinedBytes([headers, body]));
    },
    async bytes(stream, chunk) {
      const headers = encoder.encode(
        `Content-Length: ${chunk.length}\r\nContent-Type: application/octet-stream\r\nStream: ${stream}\r\n\r\n`,
      );
      if (chunk.length < 4_096) return sink.write(joinedBytes([headers, chunk]));
      await Promise.all([sink.write(headers), sink.write(chunk)]);
    },
  };
}
