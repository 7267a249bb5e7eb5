import { Worker } from 'node:worker_threads'

/** Bytes of resident memory that the child may reach. */
const memory = 1024 * 1024 * 1024

/**
 * Ends this process from a second thread when its parent is gone or its memory has grown past the bound; the first thread cannot, for it is
 * blocked while SQLite runs a statement. SIGUSR2 tells the parent that it was the memory.
 */
export function startWatchdog(): void {
  const worker = new Worker(`(${watch.toString()})(${process.ppid}, ${memory})`, { eval: true })
  worker.unref()
}

/** Runs in the worker from its source text, so it may use nothing but globals. */
function watch(parent: number, bytes: number): void {
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
    if (process.memoryUsage.rss() > bytes) process.kill(process.pid, 'SIGUSR2')
  }, 100)
}
