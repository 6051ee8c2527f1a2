import type { Communicator } from '../../sdk/index.ts';

/**
 * Stands in for a machine that is not there: commands succeed without output, uploads are read and
 * forgotten, downloads are empty. Remote provisioners of a `file` build seem to work (components 2.2).
 */
export function pretendCommunicator(): Communicator {
  return {
    start: async ({ stdout, stderr }) => {
      await stdout?.close();
      await stderr?.close();
      return { exited: Promise.resolve(0) };
    },
    upload: async (_, content) => {
      for await (const chunk of content) void chunk;
    },
    uploadDir: async () => {},
    download: async (_, into) => into.close(),
    downloadDir: async () => {},
  };
}
