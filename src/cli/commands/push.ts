import { defineCommand } from '../command.ts';

/** `push`: gone since its service is; says what does the same today. */
export const command = defineCommand({
  usage: 'Usage: tspacker push',
  help: 'This command does not exist any more; running it says what to do instead.',
  flags: 'unparsed',
  run: async ({ host }) => {
    await host.error(
      'The push command does not exist any more: the service it sent templates to was shut down.\n' +
        'Keep the template in version control and run "build" in your own pipeline; a post-processor\n' +
        'such as "manifest" or "shell-local" can hand the artifacts on. The "push" section of a template\n' +
        'is accepted and ignored; "fix" leaves it alone and "hcl2_upgrade" drops it.',
    );
    // What an unknown command gives, so that scripts see no difference.
    return 127;
  },
});
