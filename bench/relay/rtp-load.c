/*
 * RTP load through a relay: N calls, both parties of each send G.711 packets of 20 ms, spread over the 20 ms.
 * Every packet carries the time it was sent; the kernel's receive time tells how long the relay kept it.
 *
 *   rtp-load CALLS SECONDS: binds 2N sockets on 127.0.0.1 and prints their ports; reads from stdin the 2N ports that the
 *   parties must send to; runs; prints one JSON object. Times in microseconds.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>

enum { PACKET = 172, SLOTS = 20, MAX_LEGS = 20000, BUCKETS = 200000 };

static int sockets[MAX_LEGS];
static int64_t last_delay[MAX_LEGS];
/* Histograms in microseconds; the last bucket takes all above. */
static uint32_t delays[BUCKETS], jitters[BUCKETS];
static long sent, received;

static int64_t now_ns(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void count(uint32_t *histogram, int64_t ns) {
  int64_t us = ns < 0 ? 0 : ns / 1000;
  histogram[us < BUCKETS ? us : BUCKETS - 1] += 1;
}

static long quantile(const uint32_t *histogram, double q) {
  long total = 0, below = 0;
  for (int i = 0; i < BUCKETS; i++) total += histogram[i];
  for (int i = 0; i < BUCKETS; i++) {
    below += histogram[i];
    if (total > 0 && below >= q * total) return i;
  }
  return -1;
}

static void take_all(int leg, int64_t counted_from) {
  unsigned char packet[2048], control[128];
  for (;;) {
    struct iovec part = {packet, sizeof packet};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    if (recvmsg(sockets[leg], &message, MSG_DONTWAIT) < PACKET) return;
    received += 1;
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    if (!c || c->cmsg_type != SO_TIMESTAMPNS) continue;
    struct timespec arrived;
    memcpy(&arrived, CMSG_DATA(c), sizeof arrived);
    int64_t departed;
    memcpy(&departed, packet + 12, sizeof departed);
    int64_t delay = arrived.tv_sec * 1000000000LL + arrived.tv_nsec - departed;
    if (departed >= counted_from) {
      count(delays, delay);
      if (last_delay[leg]) count(jitters, llabs(delay - last_delay[leg]));
    }
    last_delay[leg] = delay;
  }
}

static int open_leg(int poll, int leg) {
  int one = 1, s = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof a;
  setsockopt(s, SOL_SOCKET, SO_TIMESTAMPNS, &one, sizeof one);
  if (s < 0 || bind(s, (void *)&a, sizeof a)) return -1;
  getsockname(s, (void *)&a, &size);
  struct epoll_event e = {.events = EPOLLIN, .data.u32 = leg};
  epoll_ctl(poll, EPOLL_CTL_ADD, s, &e);
  sockets[leg] = s;
  return ntohs(a.sin_port);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int legs = 2 * atoi(argv[1]), poll = epoll_create1(0);
  double seconds = atof(argv[2]);
  if (legs < 2 || legs > MAX_LEGS) return 2;
  for (int i = 0; i < legs; i++) {
    int port = open_leg(poll, i);
    if (port < 0) return perror("bind"), 1;
    printf("%d%c", port, i + 1 < legs ? ' ' : '\n');
  }
  fflush(stdout);
  for (int i = 0; i < legs; i++) {
    int port;
    if (scanf("%d", &port) != 1) return 2;
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(sockets[i], (void *)&to, sizeof to)) return perror("connect"), 1;
  }
  unsigned char packet[PACKET];
  memset(packet, 0xd5, sizeof packet);
  struct epoll_event ready[512];
  int64_t start = now_ns(CLOCK_MONOTONIC), counted_from = now_ns(CLOCK_REALTIME) + 500000000LL;
  for (long tick = 0; tick * 1e-3 < seconds; tick++) {
    for (int i = tick % SLOTS; i < legs; i += SLOTS) {
      uint16_t sequence = htons(tick / SLOTS);
      uint32_t timestamp = htonl(160 * (tick / SLOTS)), source = htonl(1000 + i);
      packet[0] = 0x80;
      packet[1] = 8;
      memcpy(packet + 2, &sequence, 2);
      memcpy(packet + 4, &timestamp, 4);
      memcpy(packet + 8, &source, 4);
      int64_t departed = now_ns(CLOCK_REALTIME);
      memcpy(packet + 12, &departed, sizeof departed);
      if (send(sockets[i], packet, sizeof packet, 0) == PACKET) sent += 1;
    }
    int64_t due = start + (tick + 1) * 1000000LL;
    do {
      int n = epoll_wait(poll, ready, 512, 0);
      for (int j = 0; j < n; j++) take_all(ready[j].data.u32, counted_from);
      int64_t left = due - now_ns(CLOCK_MONOTONIC);
      if (left > 0) nanosleep(&(struct timespec){0, left > 200000 ? 200000 : left}, 0);
    } while (now_ns(CLOCK_MONOTONIC) < due);
  }
  nanosleep(&(struct timespec){0, 200000000}, 0);
  for (int i = 0; i < legs; i++) take_all(i, counted_from);
  printf("{\"sent\":%ld,\"received\":%ld,\"delayP50\":%ld,\"delayP99\":%ld,\"jitterP50\":%ld,\"jitterP99\":%ld}\n", sent,
         received, quantile(delays, 0.5), quantile(delays, 0.99), quantile(jitters, 0.5), quantile(jitters, 0.99));
}
