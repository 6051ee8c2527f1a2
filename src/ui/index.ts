// The face of ui: who listens to what happens and shows it.
export { elapsed } from './durations.ts';
export { logSink } from './logged.ts';
export { type MachineSettings, machineListener } from './machine.ts';
export { type PeopleSettings, peopleListener } from './people.ts';
export { type ProgressLine, progressLine } from './progress-line.ts';
export { type PromptSettings, prompter } from './prompt.ts';
