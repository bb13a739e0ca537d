import { defineServiceContract, startServiceProcess } from '@sluice/kit/testing';

const MAIN = new URL('../dist/main.js', import.meta.url);

defineServiceContract((options) => startServiceProcess(MAIN, options), { capabilities: ['recognition'] });
