import type { ComponentKind, HookName, KeepInput } from '../../components/index.ts';

/** Error codes beside those of JSON-RPC itself (docs/protocol.md, "Errors"). */
export const errorCodes = {
  /** The component failed; the message is for the user. */
  component: 1,
  /** The call was cancelled and has unwound. */
  cancelled: -32800,
} as const;

/** The kinds of component, as they are written on the wire. */
export const componentKinds: readonly ComponentKind[] = [
  'builder',
  'provisioner',
  'post-processor',
  'datasource',
];

/** The hooks that do something; others are ignored. */
export const hookNames: readonly HookName[] = ['packer_provision', 'packer_cleanup_provision'];

/** What a post-processor can say about its input. */
export const keepInputs: readonly KeepInput[] = ['always', 'unless-told-otherwise', 'discard'];
