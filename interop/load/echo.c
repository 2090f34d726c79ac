/*
 * The simplest server there is: sends back each datagram. How long that takes is what the machine keeps any server waiting.
 *
 *   echo ADDRESS: binds a socket and prints its port. Ends with its standard input.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int s = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET}, from;
  socklen_t size = sizeof address;
  if (argc != 2 || inet_pton(AF_INET, argv[1], &address.sin_addr) != 1) return 2;
  if (s < 0 || bind(s, (void *)&address, sizeof address)) return perror("bind"), 1;
  getsockname(s, (void *)&address, &size);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  char packet[2048];
  struct pollfd both[2] = {{.fd = 0, .events = POLLIN}, {.fd = s, .events = POLLIN}};
  for (;;) {
    if (poll(both, 2, -1) < 0 || both[0].revents) return 0;
    size = sizeof from;
    ssize_t length = recvfrom(s, packet, sizeof packet, 0, (void *)&from, &size);
    if (length >= 0) (void)!sendto(s, packet, length, 0, (void *)&from, size);
  }
}
