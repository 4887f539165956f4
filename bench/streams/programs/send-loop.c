/*
 * The least that a server can do: one `send` for each stream and event, in a loop, of bytes made once. It checks nothing, keeps
 * nothing for slow peers and never lets anything else run. argv: port of the streams, port of the publisher.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX = 65536, BATCH = 512 };
static int place[MAX], streams[MAX], count, poller;
static char kind[MAX]; /* 'l' listens for streams, 'p' for publishers, 's' is a stream, 'c' a publisher's connection */
static const char HEAD[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

static void watch(int fd, char what) {
  struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };
  kind[fd] = what;
  epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
}

static void listen_on(int port, char what) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 4096) != 0) { perror("listen"); exit(1); }
  watch(fd, what);
}

static void leave(int fd) {
  if (kind[fd] == 's' && place[fd] >= 0) {
    int last = streams[--count];
    streams[place[fd]] = last;
    place[last] = place[fd];
  }
  close(fd);
}

static void publish(void) {
  static unsigned seq;
  char event[512], chunk[600];
  int size = snprintf(event, sizeof event,
    "id: %u\ndata: {\"type\":\"qr-scanned\",\"businessId\":\"3f0e1c52-6a57-4a52-9d0c-0c6f3f6f2a11\",\"seq\":%u,\"timestamp\":\"2026-11-21T20:00:00.000Z\",\"pad\":\"~xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}\n\n", seq, seq);
  seq++;
  size = snprintf(chunk, sizeof chunk, "%x\r\n%s\r\n", size, event);
  for (int i = 0; i < count; i++) send(streams[i], chunk, size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

int main(int argc, char **argv) {
  static struct epoll_event ready[BATCH];
  static char buffer[65536];
  if (argc != 3) return 1;
  poller = epoll_create1(0);
  listen_on(atoi(argv[1]), 'l');
  listen_on(atoi(argv[2]), 'p');
  for (;;) {
    int n = epoll_wait(poller, ready, BATCH, -1);
    for (int i = 0; i < n; i++) {
      int fd = ready[i].data.fd, peer, one = 1;
      if (kind[fd] == 'l' || kind[fd] == 'p') {
        while ((peer = accept4(fd, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
          if (peer >= MAX) { close(peer); continue; }
          setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
          place[peer] = -1;
          watch(peer, kind[fd] == 'l' ? 's' : 'c');
        }
        continue;
      }
      ssize_t size = read(fd, buffer, sizeof buffer);
      if (size <= 0) { leave(fd); continue; }
      if (kind[fd] == 'c') { for (ssize_t k = 0; k < size; k++) if (buffer[k] == '\n') publish(); }
      else if (place[fd] < 0) {
        place[fd] = count;
        streams[count++] = fd;
        send(fd, HEAD, sizeof HEAD - 1, MSG_NOSIGNAL);
      }
    }
  }
}
