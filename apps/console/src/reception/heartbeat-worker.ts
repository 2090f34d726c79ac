/** Ticks every two seconds. In a worker, because browsers slow down the timers of a tab that is not in front. */
setInterval(() => postMessage('beat'), 2_000)
