// What `hcl2_upgrade` needs once it runs, by name: the bundler leaves the other use cases out.
export { upgrade } from '../../app/index.ts';
