import { askedOfTheLedger } from './asked-of-the-ledger.ts'

// Questions that a finance analyst asks beside the samples: the best of each group, earlier times, parts in percent, two facts. What was once reached is kept.
askedOfTheLedger('the questions of finance', new URL('../fixtures/finance-questions.json', import.meta.url), 60)
