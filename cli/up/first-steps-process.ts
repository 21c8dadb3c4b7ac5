import { answerApart } from '../machine/apart';
import type { FirstStep } from './first-steps';

answerApart<FirstStep>(async (step, say) => {
  switch (step.kind) {
    case 'build':
      await (await import('../build/everything')).buildEverything(say);
      return null;
    case 'migrate':
      return await (await import('../services/migrate')).migrateDatabase(step.ownerUrl, step.applicationPassword);
    case 'demo':
      return await (await import('./load-demo')).loadDemoOnce(step.file, step.installation, say);
  }
});
