/** Why something that was started did not end well. */
export type Failure = CancelledFailure | ComponentFailure | SeveralFailures;

/** The run was cancelled before it could end. */
export interface CancelledFailure {
  readonly kind: 'cancelled';
}

/** A component, or what it needs, said no; `message` is fit for the user. */
export interface ComponentFailure {
  readonly kind: 'component-failed';
  readonly message: string;
  readonly cause?: unknown;
}

/** Several things failed that do not stop each other: sequences of post-processors. */
export interface SeveralFailures {
  readonly kind: 'several';
  readonly messages: readonly string[];
}

/** What a cancelled context says about itself, in Packer's words. */
export const cancelledText = 'context canceled';

/** The words of a failure. */
export function textOf(failure: Failure): string {
  switch (failure.kind) {
    case 'cancelled':
      return cancelledText;
    case 'component-failed':
      return failure.message;
    case 'several': {
      const { messages } = failure;
      return `${messages.length} error(s) occurred:\n\n${messages.map((one) => `* ${one}`).join('\n')}`;
    }
  }
}
