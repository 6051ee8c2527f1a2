import type { Ui } from '../../src/components/index.ts';

/** A ui that writes down what it is told, and answers questions with `answer to QUESTION`. */
export function recordingUi(): { readonly ui: Ui; readonly heard: string[] } {
  const heard: string[] = [];
  const hear = async (text: string) => {
    heard.push(text);
  };
  const ui: Ui = {
    say: (message) => hear(`say ${message}`),
    error: (message) => hear(`error ${message}`),
    machine: (category, args) => hear(`machine ${category} ${args.join(',')}`),
    async ask(query) {
      await hear(`ask ${query}`);
      return `answer to ${query}`;
    },
    async trackProgress(source, current, total) {
      await hear(`progress ${source} ${current}/${total}`);
      return {
        add: (bytes) => void hear(`progress +${bytes}`),
        close: () => void hear('progress closed'),
      };
    },
  };
  return { ui, heard };
}
