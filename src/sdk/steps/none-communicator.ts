import type { Communicator } from '../../components/index.ts';

const refuse = (operation: string) => (): Promise<never> =>
  Promise.reject(new Error(`${operation} is not implemented when communicator = 'none'`));

/** The communicator of builds that cannot be reached: commands succeed silently, files fail. */
export function noneCommunicator(): Communicator {
  return {
    start: async ({ stdout, stderr }) => {
      await stdout?.close();
      await stderr?.close();
      return { exited: Promise.resolve(0) };
    },
    upload: refuse('Upload'),
    uploadDir: refuse('UploadDir'),
    download: refuse('Download'),
    downloadDir: refuse('DownloadDir'),
  };
}
