/*
 * Telephones by the hundred: each sends counted A-law or keys every 20 ms, spread over the 20 ms, and times what it hears
 * by the kernel's receive time. On one machine that is the moment at which the sender sent; how late this program looks
 * does not count.
 *
 *   rtp-crowd ADDRESS COUNT: binds COUNT sockets and prints their ports. Then obeys lines of standard input until it ends:
 *     connect INDEX ADDRESS PORT SPEAKS     sends there from now on: nothing when SPEAKS is 0, counted audio when it is 1, else
 *                                           that byte over and over
 *     hush INDEX                            sends nothing any more
 *     press INDEX KEYS                      RFC 4733, before any audio
 *     listen INDEX BYTE                     forgets what this one has heard; waits for audio that is that byte over and over
 *     heard INDEX                           prints one JSON object about what this one has heard, pauses included
 *     report                                prints one JSON object about what all have heard since the last, and how late
 *                                           the worst of what was sent was
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PCMA = 8, EVENT = 101, SAMPLES = 160, SLOTS = 20, MOST = 2000, WAITING = 512, COUNTS = 64, QUIETEST = 32 };
/* Of the histogram of gaps: a tenth of a millisecond each, the last takes all above. */
enum { BUCKETS = 20000, BUCKET_NS = 100000 };

/* A packet that goes before any audio: a step of a key, or, with key -1, a moment of silence after it. */
struct waiting {
  int key, step;
  uint32_t timestamp;
};

/* What one of them has heard since it was told to listen; times are 0 before there is one, ns of the monotonic clock. */
struct own {
  int awaited;
  long packets;
  int64_t first_at, awaited_at, last_at, worst;
};

struct member {
  int socket, connected, speaks;
  uint16_t sequence;
  uint32_t timestamp;
  long spoken;
  struct waiting queue[WAITING];
  int first, queued;
  int has_heard, heard_since_report;
  uint16_t heard_sequence;
  uint32_t heard_timestamp;
  int64_t heard_at;
  struct own own;
};

static struct member members[MOST];
static int count;
static long packets, lost, over40;
static int64_t worst, latest;
/* What the kernel's receive times, of the system's clock, are ahead of the monotonic one. */
static int64_t ahead;
static uint32_t gaps[BUCKETS];

static int64_t ns_of(struct timespec t) { return t.tv_sec * 1000000000LL + t.tv_nsec; }

static int64_t read_clock(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return ns_of(t);
}

static int64_t now_ns(void) { return read_clock(CLOCK_MONOTONIC); }

static void send_packet(struct member *m, int type, int marker, uint32_t timestamp, const unsigned char *payload, int size) {
  unsigned char packet[12 + SAMPLES] = {0x80, type | (marker ? 0x80 : 0)};
  uint16_t sequence = htons(m->sequence++);
  uint32_t stamp = htonl(timestamp), source = htonl(0x4d4c0001);
  memcpy(packet + 2, &sequence, 2);
  memcpy(packet + 4, &stamp, 4);
  memcpy(packet + 8, &source, 4);
  memcpy(packet + 12, payload, size);
  (void)!send(m->socket, packet, 12 + size, 0);
}

/* Counted audio is one magnitude of A-law with alternating sign: which packet it is, as `counted-audio.ts` reads it. */
static void speak(struct member *m) {
  unsigned char frame[SAMPLES], magnitude = QUIETEST + m->spoken++ % COUNTS;
  if (m->speaks > 1) memset(frame, m->speaks, sizeof frame);
  else for (int i = 0; i < SAMPLES; i++) frame[i] = (i & 1 ? magnitude : 0x80 | magnitude) ^ 0x55;
  send_packet(m, PCMA, 0, m->timestamp, frame, SAMPLES);
}

static void send_waiting(struct member *m) {
  struct waiting w = m->queue[m->first];
  m->first = (m->first + 1) % WAITING;
  m->queued -= 1;
  if (w.key < 0) {
    unsigned char silence[SAMPLES];
    memset(silence, 0xd5, sizeof silence);
    send_packet(m, PCMA, 0, m->timestamp, silence, SAMPLES);
    return;
  }
  /* RFC 4733 section 2.5.1: grows, then ends three times. */
  int duration = (w.step < 5 ? w.step : 5) * SAMPLES;
  unsigned char event[4] = {w.key, (w.step > 5 ? 0x80 : 0) | 10, duration >> 8, duration & 0xff};
  send_packet(m, EVENT, w.step == 1, w.timestamp, event, sizeof event);
}

static void send_next(struct member *m) {
  m->timestamp += SAMPLES;
  if (m->queued > 0) send_waiting(m);
  else if (m->speaks) speak(m);
}

static void wait_in_line(struct member *m, struct waiting w) {
  if (m->queued < WAITING) m->queue[(m->first + m->queued++) % WAITING] = w;
}

static void press(struct member *m, int key) {
  uint32_t timestamp = m->timestamp + SAMPLES * (m->queued + 1);
  for (int step = 1; step <= 8; step++) wait_in_line(m, (struct waiting){key, step, timestamp});
  for (int pause = 0; pause < 4; pause++) wait_in_line(m, (struct waiting){-1, 0, 0});
}

static void note_gap(int64_t ns) {
  int64_t bucket = ns / BUCKET_NS;
  gaps[bucket < BUCKETS ? bucket : BUCKETS - 1] += 1;
  if (ns > worst) worst = ns;
  if (ns > 40000000) over40 += 1;
}

/* What one of them hears is one stream to it, whoever sends: between two voices nobody should hear nothing. */
static void note_own(struct own *own, const unsigned char *packet, ssize_t size, int64_t at) {
  const unsigned char *audio = packet + 12;
  own->packets += 1;
  if (own->first_at == 0) own->first_at = at;
  else if (at - own->last_at > own->worst) own->worst = at - own->last_at;
  own->last_at = at;
  if (own->awaited_at == 0 && size == 12 + SAMPLES && audio[0] == own->awaited && audio[SAMPLES / 2] == own->awaited) own->awaited_at = at;
}

static void hear(struct member *m, const unsigned char *packet, int64_t at) {
  uint16_t sequence;
  uint32_t timestamp;
  memcpy(&sequence, packet + 2, 2);
  memcpy(&timestamp, packet + 4, 4);
  sequence = ntohs(sequence);
  timestamp = ntohl(timestamp);
  packets += 1;
  m->heard_since_report = 1;
  uint16_t steps = sequence - m->heard_sequence;
  /* Where the sender pauses (the marker, or a leap of the timestamp), nothing is missing. */
  if (m->has_heard && !(packet[1] & 0x80)) {
    if (steps > 1) lost += steps - 1;
    if (timestamp - m->heard_timestamp == (uint32_t)steps * SAMPLES) note_gap(at - m->heard_at);
  }
  m->has_heard = 1;
  m->heard_sequence = sequence;
  m->heard_timestamp = timestamp;
  m->heard_at = at;
}

static void take_all(struct member *m) {
  for (;;) {
    unsigned char packet[2048], control[128];
    struct iovec part = {packet, sizeof packet};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    ssize_t size = recvmsg(m->socket, &message, MSG_DONTWAIT);
    if (size < 12) return;
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    if (!c || c->cmsg_type != SO_TIMESTAMPNS || (packet[1] & 0x7f) != PCMA) continue;
    struct timespec at;
    memcpy(&at, CMSG_DATA(c), sizeof at);
    hear(m, packet, ns_of(at));
    note_own(&m->own, packet, size, ns_of(at) - ahead);
  }
}

static double gap_ms(double q) {
  long total = 0, below = 0;
  for (int i = 0; i < BUCKETS; i++) total += gaps[i];
  for (int i = 0; i < BUCKETS; i++) {
    below += gaps[i];
    if (total > 0 && below >= q * total) return (i + 1) * (BUCKET_NS / 1e6);
  }
  return 0;
}

static void report(void) {
  int hearing = 0;
  for (int i = 0; i < count; i++) {
    hearing += members[i].heard_since_report;
    members[i].heard_since_report = 0;
  }
  printf("{\"hearing\":%d,\"packets\":%ld,\"lost\":%ld,\"p99GapMs\":%.1f,\"worstGapMs\":%.1f,\"over40\":%ld,\"worstLateMs\":%.1f}\n",
         hearing, packets, lost, gap_ms(0.99), worst / 1e6, over40, latest / 1e6);
  fflush(stdout);
  packets = lost = over40 = 0;
  worst = latest = 0;
  memset(gaps, 0, sizeof gaps);
}

static void print_own(const struct own *own) {
  printf("{\"packets\":%ld,\"firstAt\":%.3f,\"awaitedAt\":%.3f,\"lastAt\":%.3f,\"worstGapMs\":%.1f}\n", own->packets,
         own->first_at / 1e6, own->awaited_at / 1e6, own->last_at / 1e6, own->worst / 1e6);
  fflush(stdout);
}

static void obey(const char *line) {
  char text[128];
  int index, port, speaks, awaited;
  if (strcmp(line, "report") == 0) report();
  else if (sscanf(line, "heard %d", &index) == 1 && index < count) print_own(&members[index].own);
  else if (sscanf(line, "listen %d %d", &index, &awaited) == 2 && index < count)
    members[index].own = (struct own){.awaited = awaited};
  else if (sscanf(line, "hush %d", &index) == 1 && index < count) {
    members[index].connected = 0;
    connect(members[index].socket, &(struct sockaddr){.sa_family = AF_UNSPEC}, sizeof(struct sockaddr));
  }
  else if (sscanf(line, "connect %d %127s %d %d", &index, text, &port, &speaks) == 4 && index < count) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct member *m = &members[index];
    inet_pton(AF_INET, text, &to.sin_addr);
    m->connected = connect(m->socket, (void *)&to, sizeof to) == 0;
    m->speaks = speaks;
  } else if (sscanf(line, "press %d %127s", &index, text) == 2 && index < count) {
    const char *keys = "0123456789*#";
    for (char *key = text; *key; key++)
      if (strchr(keys, *key)) press(&members[index], strchr(keys, *key) - keys);
  }
}

/* Returns 0 when nobody gives orders any more. */
static int read_orders(void) {
  static char line[65536];
  static size_t filled;
  ssize_t more = read(0, line + filled, sizeof line - 1 - filled);
  if (more == 0) return 0;
  if (more < 0) return 1;
  filled += more;
  line[filled] = 0;
  char *from = line;
  for (char *end; (end = strchr(from, '\n')); from = end + 1) {
    *end = 0;
    obey(from);
  }
  filled -= from - line;
  memmove(line, from, filled);
  return 1;
}

static int open_member(int poll, int index, const char *address) {
  int one = 1, s = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in a = {.sin_family = AF_INET};
  socklen_t size = sizeof a;
  inet_pton(AF_INET, address, &a.sin_addr);
  setsockopt(s, SOL_SOCKET, SO_TIMESTAMPNS, &one, sizeof one);
  if (s < 0 || bind(s, (void *)&a, sizeof a)) return -1;
  getsockname(s, (void *)&a, &size);
  struct epoll_event e = {.events = EPOLLIN, .data.u32 = index};
  epoll_ctl(poll, EPOLL_CTL_ADD, s, &e);
  members[index] = (struct member){.socket = s, .sequence = 1, .timestamp = index * 1000};
  return ntohs(a.sin_port);
}

int main(int argc, char **argv) {
  if (argc != 3 || (count = atoi(argv[2])) < 1 || count > MOST) return 2;
  /* Woken before ordinary work, where this is allowed: what was not sent in time is no gap of whoever records it. */
  setpriority(PRIO_PROCESS, 0, -10);
  sched_setscheduler(0, SCHED_RR, &(struct sched_param){.sched_priority = 1});
  int poll = epoll_create1(0);
  for (int i = 0; i < count; i++) {
    int port = open_member(poll, i, argv[1]);
    if (port < 0) return perror("bind"), 1;
    printf("%d%c", port, i + 1 < count ? ' ' : '\n');
  }
  fflush(stdout);
  fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK);
  struct epoll_event orders = {.events = EPOLLIN, .data.u32 = MOST}, ready[512];
  epoll_ctl(poll, EPOLL_CTL_ADD, 0, &orders);
  int64_t due = now_ns();
  for (long tick = 0;; tick++) {
    int64_t now = now_ns();
    ahead = read_clock(CLOCK_REALTIME) - now;
    if (now - due > latest) latest = now - due;
    for (int i = tick % SLOTS; i < count; i += SLOTS)
      if (members[i].connected) send_next(&members[i]);
    due += 1000000;
    do {
      int n = epoll_wait(poll, ready, 512, now_ns() < due ? 1 : 0);
      for (int j = 0; j < n; j++) {
        if (ready[j].data.u32 < MOST) take_all(&members[ready[j].data.u32]);
        else if (!read_orders()) return 0;
      }
    } while (now_ns() < due);
  }
}
