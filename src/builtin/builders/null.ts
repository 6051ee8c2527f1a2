import * as z from 'zod/mini';
import {
  artifact,
  builder,
  type CommunicatorConfig,
  communicatorOptions,
  communicatorProblems,
  endpointOf,
  runSteps,
  type StepState,
  stepConnect,
  stepProvision,
  withCommunicatorDefaults,
} from '../../sdk/index.ts';

function accessProblems(config: CommunicatorConfig): string[] {
  if (config.communicator === 'none') return [];
  const { host, user, password } = endpointOf(config);
  const reference = 'please reference your communicator documentation';
  const methods = [
    config.ssh_agent_auth,
    password !== '',
    config.ssh_private_key_file !== '',
  ].filter(Boolean).length;
  return [
    ...(host === '' ? [`a Host must be specified, ${reference}`] : []),
    ...(user === '' ? [`a Username must be specified, ${reference}`] : []),
    ...(methods === 0 ? [`one authentication method must be specified, ${reference}`] : []),
    ...(methods > 1
      ? ['only one of ssh_agent_auth, ssh_password, and ssh_private_key_file must be specified']
      : []),
  ];
}

const nothing = artifact({
  builderId: 'fnoeding.null',
  id: 'Null',
  text: 'Did not export anything. This is the null builder',
  state: new Map([
    ['generated_data', new Map([['ID', 'Null']])],
    [
      'par.artifact.metadata',
      new Map<string, string | ReadonlyMap<string, string>>([
        ['ImageID', 'Null'],
        ['ProviderName', 'null'],
        ['ProviderRegion', 'null'],
        ['SourceImageID', 'null'],
        ['Labels', new Map()],
      ]),
    ],
  ]),
});

/** Makes nothing: provisions a machine that is there already, or none at all (components 2.1). */
export const component = builder({
  schema: z.object(communicatorOptions),
  check: async ({ config, host }) => {
    const complete = withCommunicatorDefaults(config);
    return {
      errors: [
        ...(await communicatorProblems(complete, host.platform)),
        ...accessProblems(complete),
      ],
    };
  },
  run: async ({ config: given, settings, host, ui, signal }, hook) => {
    const config = withCommunicatorDefaults(given);
    const state: StepState = { instanceId: 'Null' };
    const steps = [
      stepConnect({ config, host, address: async () => endpointOf(config).host }),
      stepProvision({ hook, host }),
    ];
    await runSteps(steps, state, { ui, signal }, settings);
    if (state.error !== undefined) throw state.error;
    return nothing;
  },
});
