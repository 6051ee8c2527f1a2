// What `fix` needs once it runs, by name: the bundler leaves the other use cases out.
export { fix } from '../../app/index.ts';
