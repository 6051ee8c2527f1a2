// What `inspect` needs once it runs, by name: the bundler leaves the other use cases out.
export { inspect } from '../../app/index.ts';
export { composeHost } from '../compose.ts';
