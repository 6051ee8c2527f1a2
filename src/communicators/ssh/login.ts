import type { AnyAuthMethod, AuthHandlerMiddleware, AuthenticationType } from 'ssh2';
import { readableKey } from './private-key.ts';
import type { SshLogin } from './settings.ts';

/** Proves who we are, method by method, and remembers what the server was asked. */
export interface LoginAttempt {
  readonly handler: AuthHandlerMiddleware;
  /** The sentence for a server that accepts none of it. */
  refusal(): string;
}

/** The name of the method on the wire. */
const kindOf = (method: AnyAuthMethod): AuthenticationType =>
  method.type === 'agent' ? 'publickey' : method.type;

/** Agent, keys, password, keyboard-interactive: the order of components 3.6. */
function methodsOf(login: SshLogin, agentSocket: string | undefined): AnyAuthMethod[] {
  const { username, password } = login;
  const methods: AnyAuthMethod[] = [];
  if (login.agent && agentSocket !== undefined)
    methods.push({ type: 'agent', username, agent: agentSocket });
  for (const key of login.keys)
    methods.push({ type: 'publickey', username, key: readableKey(key) });
  if (password === '') return methods;
  return [
    ...methods,
    { type: 'password', username, password },
    {
      type: 'keyboard-interactive',
      username,
      prompt: (_name, _instructions, _language, prompts, answer) =>
        answer(prompts.map(() => password)),
    },
  ];
}

/** Tries every method that the server allows, once. */
export function loginAttempt(login: SshLogin, agentSocket: string | undefined): LoginAttempt {
  const left = methodsOf(login, agentSocket);
  const attempted = new Set<string>(['none']);
  let started = false;
  return {
    handler: (allowed, _partial, next) => {
      if (!started) {
        started = true;
        next({ type: 'none', username: login.username });
        return;
      }
      const at = left.findIndex((method) => allowed.includes(kindOf(method)));
      const [method] = at < 0 ? [] : left.splice(at, 1);
      if (method !== undefined) attempted.add(kindOf(method));
      // The library takes false for: nothing left to try. Its types do not know.
      if (method === undefined) Reflect.apply(next, undefined, [false]);
      else next(method);
    },
    refusal: () =>
      `ssh: handshake failed: ssh: unable to authenticate, attempted methods [${[...attempted].join(' ')}], no supported methods remain`,
  };
}
