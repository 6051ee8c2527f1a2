import type { ComponentSchema } from '../components/index.ts';
import type { GoRpcOptions } from './gorpc/index.ts';
import type { WireProtocol } from './protocol.ts';

/** Our own protocol. Loaded when asked for: a run without plugins does not pay for it. */
export async function loadJsonRpc(): Promise<WireProtocol> {
  const { jsonRpc } = await import('./jsonrpc/index.ts');
  return jsonRpc;
}

/** What Go plugins speak, set up for one connection. Loaded when asked for. */
export async function loadGoRpc(options: GoRpcOptions): Promise<WireProtocol> {
  const { goRpc } = await import('./gorpc/index.ts');
  return goRpc(options);
}

/** Schemas as texts that can be kept: what reading throws at is no schema. */
export interface SchemaText {
  write(schema: ComponentSchema): string;
  read(text: string): ComponentSchema;
}

/** Writes and reads schemas. Loaded when asked for. */
export async function loadSchemaText(): Promise<SchemaText> {
  const { schemaFromText, schemaToText } = await import('./schema-json.ts');
  return { write: schemaToText, read: schemaFromText };
}
