/** How the embedded server is tuned: durable, small, and quiet while nothing happens. */

const settings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  fsync: 'on',
  max_connections: '40',
  shared_buffers: '32MB',
  // No replication: less WAL, no senders, no launcher.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  checkpoint_timeout: '15min',
  // No processes that queries of a few rows never use.
  io_method: 'sync',
  max_worker_processes: '1',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  autovacuum_max_workers: '1',
  autovacuum_naptime: '5min',
  bgwriter_delay: '10s',
  wal_writer_delay: '1s',
  // Statistics and process titles cost system calls for each statement; autovacuum needs the counts only.
  track_activities: 'off',
  update_process_title: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  lc_messages: 'C',
}

/** Arguments of `postgres` for a cluster with its socket in a folder; `changed` settings go before ours. */
export function serverArguments(
  cluster: string,
  socketFolder: string,
  changed: Readonly<Record<string, string>> = {},
): string[] {
  const all = { ...settings, ...changed, unix_socket_directories: socketFolder }
  return ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** Arguments of `initdb`: UTF-8, ordered by code point, letters of all languages, trust on the closed socket. */
export function initArguments(cluster: string, user: string): string[] {
  return [
    `--pgdata=${cluster}`,
    `--username=${user}`,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]
}
