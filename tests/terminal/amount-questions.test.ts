import { askedOfTheLedger } from './asked-of-the-ledger.ts'

// "How much", "total amount", "revenue per", "best month": a figure is wanted, and nothing else is an answer. What was once reached is kept.
askedOfTheLedger('the questions of amounts', new URL('../fixtures/amount-questions.json', import.meta.url), 29)
