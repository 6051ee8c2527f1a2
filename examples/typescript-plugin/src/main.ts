// What the plugin offers. Each component is loaded when a template uses it.
import { servePlugin } from 'tspacker/sdk';

servePlugin({
  version: '1.0.0',
  provisioners: { hello: async () => (await import('./hello.ts')).component },
  postProcessors: { report: async () => (await import('./report.ts')).component },
  datasources: { words: async () => (await import('./words.ts')).component },
});
