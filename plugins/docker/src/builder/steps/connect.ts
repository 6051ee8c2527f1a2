import { type Connector, type ConnectorTable, messageOf, type Step } from 'tspacker/sdk';
import { dockerCommunicator } from '../../communicator/docker.ts';
import { windowsCommunicator } from '../../communicator/windows.ts';
import type { DockerState } from '../state.ts';

/** Reaches a container through the docker command line. */
function connectContainer(state: DockerState): Step<object> {
  return {
    name: 'StepConnectDocker',
    async run() {
      const { config, containerId, driver, sharedFolder } = state;
      await driver.version();
      let user: string;
      try {
        user = await driver.inspect('{{.Config.User}}', containerId);
      } catch (cause) {
        throw new Error(`Failed to inspect the container: ${messageOf(cause)}`, { cause });
      }
      const place = { docker: driver.executable, containerId, sharedFolder };
      state.communicator =
        config.communicator === 'dockerWindowsContainer'
          ? windowsCommunicator({ ...place, containerFolder: config.container_dir })
          : dockerCommunicator({
              ...place,
              execUser: config.exec_user,
              terminal: config.pty,
              owner: config.fixUploadOwner ? user || 'root' : undefined,
            });
      return 'continue';
    },
  };
}

/** The connectors of this builder; they look into the state of the build they were made for. */
export function connectors(state: DockerState): ConnectorTable {
  const connector: Connector = () => connectContainer(state);
  return new Map([
    ['docker', connector],
    ['dockerWindowsContainer', connector],
  ]);
}
