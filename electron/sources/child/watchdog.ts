import { Worker } from 'node:worker_threads'

/**
 * Ends this process from a second thread when its parent is gone or its resident memory has grown past so many bytes; the first thread cannot, for
 * an engine may block it. SIGUSR2 tells the parent that it was the memory.
 */
export function startWatchdog(memory: number): void {
  const worker = new Worker(`(${watch.toString()})(${process.ppid}, ${memory})`, { eval: true })
  worker.unref()
}

/** Runs in the worker from its source text, so it may use nothing but globals. */
function watch(parent: number, bytes: number): void {
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
    if (process.memoryUsage.rss() > bytes) process.kill(process.pid, 'SIGUSR2')
  }, 50)
}
