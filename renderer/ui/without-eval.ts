import { config } from 'zod'

// Zod tries whether it may compile its checks when the first schema is made, which the page's policy forbids and reports: this is the first import of the page.
config({ jitless: true })
