import { defineCommand } from '../command.ts';
import { compatibleVersion, ownVersion } from '../version.ts';

/** `version`: the version of Packer that this program follows, in the form that tools parse. */
export const command = defineCommand({
  usage: 'Prints the Packer version, and checks for new release.',
  help: `This is tspacker ${ownVersion}. What it prints is the version of Packer it is compatible with.
It never looks for new releases over the network.`,
  flags: 'unparsed',
  run: async ({ host }) => {
    await host.machine('version', [compatibleVersion]);
    await host.machine('version-prelease', ['']);
    await host.machine('version-commit', ['']);
    await host.say(`Packer v${compatibleVersion}`);
    return 0;
  },
});
