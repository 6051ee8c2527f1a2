// packer-plugin-docker: images through the docker command line.
import { defaultComponentName, servePlugin } from 'tspacker/sdk';

servePlugin({
  version: '1.1.5',
  builders: {
    [defaultComponentName]: async () => (await import('./builder/builder.ts')).component,
  },
  postProcessors: {
    import: async () => (await import('./post-processors/import.ts')).component,
    push: async () => (await import('./post-processors/push.ts')).component,
    save: async () => (await import('./post-processors/save.ts')).component,
    tag: async () => (await import('./post-processors/tag.ts')).component,
  },
});
